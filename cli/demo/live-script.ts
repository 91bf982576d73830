import { demoFarEnds, demoSites } from "../../simulator/fleet/demonstration.ts";
import type { Fleet } from "../../simulator/fleet.ts";
import { playScript, type ScriptRun } from "../../simulator/play-script.ts";
import { seededRandom } from "../../simulator/random.ts";
import { randomScript } from "../../simulator/random-script.ts";
import type { ScriptLine } from "../../simulator/script.ts";
import { canCall } from "./past/plan-past.ts";

/** Calls and faults that happen by themselves: many in the first minutes, then at a pace one can follow. */
export function playLiveScript(fleet: Fleet, onLine: (line: ScriptLine) => void): ScriptRun {
  const codecs = demoSites.flatMap((site) => site.codecs);
  const callers = demoSites.filter((site) => site.callsPerMonth > 0).flatMap((site) => site.codecs.filter(canCall));
  const script = randomScript({
    codecs: codecs.map((codec) => codec.id),
    callers: callers.map((codec) => codec.id),
    registered: codecs.filter(canCall).map((codec) => codec.id),
    withCamera: codecs.filter((codec) => codec.family === "poly-videoos").map((codec) => codec.id),
    farEnds: demoFarEnds,
    random: seededRandom(Date.now()),
    callEveryS: 600,
    faultEveryS: 240,
  });
  return playScript(fleet, script, { onLine });
}

/** "Brest, Salle du conseil" */
export function placeOf(codecId: string): string {
  const site = demoSites.find(({ codecs }) => codecs.some((codec) => codec.id === codecId));
  const codec = site?.codecs.find(({ id }) => id === codecId);
  return site === undefined || codec === undefined ? codecId : `${site.commune}, ${codec.name}`;
}
