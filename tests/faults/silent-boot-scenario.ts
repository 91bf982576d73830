import { waitUntil } from "../servers/wait-until.ts";
import { outboxCounters, rowsOf } from "../system/numbers.ts";
import { accountOf, same, within } from "./account.ts";
import type { Scenario, Scene } from "./scenario.ts";
import { settle } from "./settle.ts";
import { works } from "./site.ts";
import { buildWorld, type World } from "./world.ts";

const yearMs = 365 * 86_400_000;
const longMs = 600_000;

export const silentBootScenario: Scenario = {
  name: "silent-boot",
  title: "two power cuts while the collector is away: nobody answered in between, and the clock was a year ahead, then a year behind",
  play: async (scene) => {
    const world = await buildWorld({ ...scene, name: "silent-boot", codecs: ["steady-1", "steady-2", "steady-3"] });
    try {
      return await play(scene, world);
    } finally {
      await world.close();
    }
  },
};

async function play({ places, say }: Scene, world: World) {
  const { site, uplink, book } = world;
  if (places.whyShared !== null) return { happened: "nothing", checks: [], notRun: places.whyShared };
  const collector = await site.startCollector();
  await works(collector, "collector", 0);
  const first = await site.startAgent();
  await waitUntil("the ledger has begun", () => book.answers.length >= 6 && heardOf(world) > 0, longMs);
  uplink.become("cut");
  await powerCut(world, first);
  if (!(await site.rebootMachine())) return { happened: "nothing", checks: [], notRun: "the kernel has no time namespaces" };
  say("a boot that nobody answers begins");
  site.stepClock(yearMs);
  const silent = await site.startAgent();
  await powerCut(world, silent);
  await site.rebootMachine();
  site.stepClock(-yearMs);
  say("the collector answers again");
  await settle(world, { collector, agent: await site.startAgent() });
  const checks = await accountOf(world, { codecs: await world.codecs.truth(), silences: [], loss: "none" });
  const count = (sql: string) => Number(rowsOf(site.ledgerFile, sql)[0]?.["count"]);
  const boots = count("SELECT count(*) AS count FROM agent_event WHERE event LIKE '%machine_restarted%'");
  const corrections = count("SELECT count(*) AS count FROM clock_correction WHERE basis = 'bounds'");
  return {
    happened: "three boots, each with a monotonic clock of its own; kill -9 at the end of the first two, off for a second at most",
    checks: [
      ...checks,
      same("starts of the machine the agent told", 2, boots),
      within("corrections of the silent boot, with their bounds", "at least 1", corrections, corrections > 0),
    ],
  };
}

/** Right after something was written, because what nobody wrote says nothing of when the machine was alive. */
async function powerCut({ site, book }: World, agent: { stop(signal: NodeJS.Signals): Promise<void> }): Promise<void> {
  const answers = book.answers.length + 12;
  await waitUntil("codecs were polled", () => book.answers.length >= answers, longMs);
  const { next } = outboxCounters(site);
  await waitUntil("something is written", () => outboxCounters(site).next !== next, longMs);
  await agent.stop("SIGKILL");
}

function heardOf({ site }: World): number {
  return Number(rowsOf(site.ledgerFile, "SELECT count(*) AS count FROM observation")[0]?.["count"]);
}
