import { cpSync, rmSync } from "node:fs";
import { waitUntil } from "../servers/wait-until.ts";
import { rowsOf } from "../system/numbers.ts";
import { accountOf, same } from "./account.ts";
import type { Scenario, Scene } from "./scenario.ts";
import { settle } from "./settle.ts";
import { works } from "./site.ts";
import { buildWorld, type World } from "./world.ts";

const yearMs = 365 * 86_400_000;
const longMs = 600_000;

export const machineScenario: Scenario = {
  name: "machine",
  title: "the agent's folder put back as it was, and its machine started again with its clock a year ahead",
  play: async (scene) => {
    const world = await buildWorld({ ...scene, name: "machine", codecs: ["steady-1", "steady-2", "steady-3"] });
    try {
      return await play(scene, world);
    } finally {
      await world.close();
    }
  },
};

async function play({ places }: Scene, world: World) {
  const { site, uplink } = world;
  const collector = await site.startCollector();
  await works(collector, "collector", 0);
  await putBack(world);
  if (places.whyShared !== null) await settle(world, { collector });
  else {
    const agent = await running(world, 6);
    uplink.become("cut");
    await polls(world, 12);
    await agent.stop("SIGKILL");
    await site.rebootMachine();
    site.stepClock(yearMs);
    await settle(world, { collector, agent: await running(world, 6) });
  }
  const checks = await accountOf(world, { codecs: await world.codecs.truth(), silences: [], loss: "none" });
  const [boots] = rowsOf(site.ledgerFile, "SELECT count(*) AS count FROM agent_event WHERE event LIKE '%machine_restarted%'");
  return {
    happened: "stopped, copied, run on, stopped, and the copy put back; then cut off, kill -9, and another boot a year ahead",
    checks: [...checks, same("starts of the machine the agent told", places.whyShared === null ? 1 : 0, Number(boots?.["count"]))],
  };
}

/** As from a copy of a virtual machine that was off, or of its disk: what was numbered since is numbered again. */
async function putBack(world: World): Promise<void> {
  const { outboxFolder } = world.site;
  const copy = `${outboxFolder}-copy`;
  await (await running(world, 6)).stop();
  cpSync(outboxFolder, copy, { recursive: true });
  await (await running(world, 18)).stop();
  rmSync(outboxFolder, { recursive: true });
  cpSync(copy, outboxFolder, { recursive: true });
  await (await running(world, 9)).stop();
}

/** An agent that has polled so often. */
async function running(world: World, count: number) {
  const agent = await world.site.startAgent();
  await polls(world, count);
  return agent;
}

async function polls({ book }: World, count: number): Promise<void> {
  const before = book.answers.length;
  await waitUntil("codecs were polled", () => book.answers.length >= before + count, longMs);
}
