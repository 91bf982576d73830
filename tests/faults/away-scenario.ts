import { rowsOf } from "../system/numbers.ts";
import { accountOf, type Check, same } from "./account.ts";
import { fillOutbox, type Past } from "./fill-outbox.ts";
import { killAgain, noKills } from "./killing.ts";
import type { Scenario, Scene } from "./scenario.ts";
import { settle } from "./settle.ts";
import { buildWorld, type World } from "./world.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/**
 * How long before this run the former machine was seen last: an agent that begins within ten minutes of its machine's start says that the
 * former one was over by that start, and the machine this runs on may be new.
 */
const overMinutes = 20;

export const awayScenario: Scenario = {
  name: "away",
  title: "the uplink away for days, and agent and collector killed while all of it arrives",
  play: async (scene) => {
    const former = Array.from({ length: scene.size.awayCodecs }, (_, index) => `former-${index + 1}`);
    const world = await buildWorld({ ...scene, name: "away", codecs: ["steady-1", "steady-2"], former });
    try {
      return await play(scene, world, former);
    } finally {
      await world.close();
    }
  },
};

async function play({ random, size, say }: Scene, world: World, former: readonly string[]) {
  const from = Math.floor(Date.now() / 60_000) * 60_000 - size.days * dayMs + hourMs;
  const past: Past = { codecs: former, from, polls: size.days * 1_440 - 60 - overMinutes };
  fillOutbox(world.site, past);
  say(`${past.polls * former.length} observations wait`);
  const kills = noKills();
  const killing = (branch: string) => ({
    world,
    random: random.branch(branch),
    kills,
    onKill: () => {},
    longestLifeMs: size.longestLifeMs,
  });
  const times = Math.min(20, Math.ceil(size.kills / 6));
  await Promise.all([killAgain("agent", times, killing("agent")), killAgain("collector", times, killing("collector"))]);
  say("killed enough, the rest drains");
  await settle(world);
  const codecs = await world.codecs.truth();
  const checks = await accountOf(world, { codecs, silences: [], loss: "none" });
  return {
    happened: `${size.days} days of ${former.length} codecs waited; ${times} kills of the agent and ${times} of the collector meanwhile`,
    checks: [...checks, ...pastChecks(world, past)],
  };
}

/** Each minute of each codec is there, at its own time, once. */
function pastChecks({ site }: World, { codecs, from, polls }: Past): Check[] {
  const rows = rowsOf(
    site.ledgerFile,
    `SELECT endpoint, count(*) AS kept, count(DISTINCT observed_at_ms) AS different, min(observed_at_ms) AS first, max(observed_at_ms) AS last
     FROM observation WHERE endpoint LIKE 'former-%' GROUP BY endpoint`,
  );
  const kept = rows.reduce((sum, row) => sum + Number(row["kept"]), 0);
  const different = rows.reduce((sum, row) => sum + Number(row["different"]), 0);
  const [off] = rowsOf(
    site.ledgerFile,
    `SELECT count(*) AS count FROM observation WHERE endpoint LIKE 'former-%' AND (observed_at_ms - ${from}) % 60000 <> 0`,
  );
  const ends = rows.filter((row) => row["first"] === from && row["last"] === from + (polls - 1) * 60_000).length;
  return [
    same("observations from before, of different instants", `${polls * codecs.length}, ${polls * codecs.length}`, `${kept}, ${different}`),
    same("of them at another time than they were made", 0, Number(off?.["count"])),
    same("codecs with their first and their last minute", codecs.length, ends),
  ];
}
