import { planLimits } from "../../contract/plan.ts";
import { nearestWord } from "../../settings/nearest.ts";
import type { KeyPath } from "../../settings/problem.ts";
import type { Report } from "../../settings/read-yaml.ts";
import type { Sifted } from "../../settings/sifted.ts";
import { checkLoad, silentSecondsOf } from "./check-load.ts";
import { checkWitnesses } from "./check-witnesses.ts";
import { claimsOnWires, type Polled } from "./claims-on-wires.ts";
import { pollingFr } from "./fr-polling.ts";
import type { AgentEntry, PollingEntry } from "./polling-entry.ts";
import { pacesOf } from "./polling-paces.ts";

interface Surroundings {
  readonly common: Sifted<PollingEntry>;
  /** The polled endpoints of each site that is known. */
  readonly bySite: ReadonlyMap<string, readonly Polled[]>;
  readonly key: KeyPath;
}

/** The rules of an agent beside those of the sites. */
export function checkDeclaredAgent(agent: Sifted<AgentEntry>, { common, bySite, key }: Surroundings, report: Report): void {
  checkPlace(agent, key, report);
  checkWitnesses(agent.witnesses, { key: [...key, "witnesses"], isFictional: false }, report);
  const watched = watchedBy(agent, bySite, key, report);
  if (watched.length > 0 && watched.every((polled) => polled.length === 0)) report([...key, "id"], pollingFr.nothingToPoll);
  checkDoublesAcross(watched, agent.id, report);
  const polled = watched.flat();
  const paces = pacesOf([common.paces, agent.paces]);
  const slowest = polled.reduce((most, one) => Math.max(most, silentSecondsOf(one)), 0);
  if (agent.paces?.stateSeconds !== undefined && slowest > paces.stateSeconds) {
    report([...key, "paces", "stateSeconds"], pollingFr.tooSlow(slowest, paces.stateSeconds));
  }
  const most = agent.maxEndpoints ?? planLimits.endpointsByDefault;
  checkLoad({ paces, count: polled.length, most }, key, report);
}

function checkPlace(agent: Sifted<AgentEntry>, key: KeyPath, report: Report): void {
  if (agent.vantage !== "site") return;
  const isUnreadable = "sites" in agent && agent.sites === undefined;
  if (agent.sites?.length !== 1 && !isUnreadable) report([...key, "vantage"], pollingFr.oneSite);
  if (agent.secrets === "per-site") report([...key, "secrets"], pollingFr.sharedOnSite);
}

/** Site by site; all of them where none is named. */
function watchedBy(
  agent: Sifted<AgentEntry>,
  bySite: Surroundings["bySite"],
  key: KeyPath,
  report: Report,
): readonly (readonly Polled[])[] {
  if (!("sites" in agent)) return [...bySite.values()];
  return (agent.sites ?? []).flatMap((site, place) => {
    const polled = site === undefined ? [] : bySite.get(site);
    if (polled === undefined) report([...key, "sites", place], pollingFr.unknownSite(nearestWord(site ?? "", [...bySite.keys()])));
    return polled === undefined ? [] : [polled];
  });
}

/** Two sites may use the same private addresses, and one agent cannot tell them apart. Within a site doubles are told already. */
function checkDoublesAcross(watched: readonly (readonly Polled[])[], agent: string | undefined, report: Report): void {
  const claim = claimsOnWires(report, agent ?? "?");
  for (const polled of watched) {
    const claimOnSite = claimsOnWires(() => {});
    for (const one of polled) if (claimOnSite(one)) claim(one);
  }
}
