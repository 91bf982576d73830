import { waitUntil } from "../servers/wait-until.ts";
import { outboxCounters, rowsOf } from "../system/numbers.ts";
import { accountOf, same, within } from "./account.ts";
import type { Scenario, Scene } from "./scenario.ts";
import { settle } from "./settle.ts";
import { timesSaid, works } from "./site.ts";
import { buildWorld, type World } from "./world.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** How far ahead the agent's wall clock is, one step after the other: each way by an hour and by a day, and back. */
const ahead = [hourMs, 0, -hourMs, 0, dayMs, 0, -dayMs, 0];

export const clockScenario: Scenario = {
  name: "clock",
  title: "the agent's clock set by an hour and by a day, both ways, while observations wait",
  play: async (scene) => {
    const world = await buildWorld({ ...scene, name: "clock", codecs: ["steady-1", "steady-2", "steady-3"] });
    try {
      return await play(scene, world);
    } finally {
      await world.close();
    }
  },
};

async function play({ size, say }: Scene, world: World) {
  const { site, uplink, book } = world;
  const collector = await site.startCollector();
  let agent = await site.startAgent();
  await works(agent, "agent", 0);
  await waitUntil("the ledger has begun", () => collector.log().includes("listening") && book.answers.length > 6);
  uplink.become("cut");
  for (const [index, aheadMs] of ahead.entries()) {
    await waitUntil("some polls wait", pollsAfter(world, 6));
    const { nextEvent } = outboxCounters(site);
    site.stepClock(aheadMs);
    if (size.waitsForSteps) await waitUntil("the agent saw the step", () => outboxCounters(site).nextEvent > nextEvent, 300_000);
    say(`step ${index + 1} of ${ahead.length}`);
    if (index !== 4) continue;
    await waitUntil("some polls wait", pollsAfter(world, 6));
    await agent.stop("SIGKILL");
    const before = timesSaid(agent, "agent has started");
    agent = await site.startAgent();
    await works(agent, "agent", before);
  }
  await waitUntil("some polls wait", pollsAfter(world, 6));
  await settle(world, { agent, collector });
  const checks = await accountOf(world, { codecs: await world.codecs.truth(), silences: [], loss: "none" });
  const count = (sql: string) => Number(rowsOf(site.ledgerFile, sql)[0]?.["count"]);
  const corrections = count("SELECT count(*) AS count FROM clock_correction");
  const future = count("SELECT count(*) AS count FROM observation WHERE observed_at_ms > received_at_ms");
  const steps = count("SELECT count(*) AS count FROM agent_event WHERE kind = 'clock_step'");
  return {
    happened: `${ahead.length} steps; kill -9 of the agent while its clock was a day ahead`,
    checks: [
      ...checks,
      within("corrections with their evidence", "at least 1", corrections, corrections > 0),
      same("observations from the future", 0, future),
      ...(size.waitsForSteps ? [same("steps the agent told", ahead.length, steps)] : []),
    ],
  };
}

function pollsAfter({ book }: World, count: number): () => boolean {
  const before = book.answers.length;
  return () => book.answers.length >= before + count;
}
