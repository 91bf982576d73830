import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitUntil } from "../servers/wait-until.ts";
import { accountOf, same } from "./account.ts";
import type { Scenario, Scene } from "./scenario.ts";
import { settle } from "./settle.ts";
import { timesSaid, works } from "./site.ts";
import { buildWorld, type World } from "./world.ts";

const codecs = ["steady-1", "steady-2", "steady-3"];
const longMs = 600_000;

export const fullDiskScenario: Scenario = {
  name: "full-disk",
  title: "the agent's disk full, while the collector is away",
  play: (scene) => onSmallDisk(scene, "full-disk", "outboxFolder", playAgent),
};

export const collectorDiskScenario: Scenario = {
  name: "collector-disk",
  title: "the collector's disk full",
  play: (scene) => onSmallDisk(scene, "collector-disk", "collectorData", playCollector),
};

async function onSmallDisk(
  scene: Scene,
  name: string,
  folderOf: "outboxFolder" | "collectorData",
  play: (world: World, disk: SmallDisk) => Promise<string>,
) {
  const { whyShared } = scene.places;
  if (whyShared !== null) return { happened: "", checks: [], notRun: `nothing can be mounted here: ${whyShared}` };
  const world = await buildWorld({ ...scene, name, codecs });
  const folder = world.site[folderOf];
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=6m,mode=0700", "vigie-test", folder]);
  try {
    const happened = await play(world, smallDisk(folder));
    const checks = await accountOf(world, { codecs: await world.codecs.truth(), silences: [], loss: "none" });
    const fatal = world.site.logs().split('"level":60').length - 1;
    return { happened, checks: [...checks, same("programs that gave up", 0, fatal)] };
  } finally {
    await world.close();
    execFileSync("umount", [folder]);
  }
}

async function playAgent(world: World, disk: SmallDisk): Promise<string> {
  const { site, uplink } = world;
  const collector = await site.startCollector();
  let agent = await site.startAgent();
  await works(agent, "agent", 0);
  await answers(world, 10);
  uplink.become("cut");
  disk.fill();
  await waitUntil("the agent says that it cannot write", () => agent.log().includes("outbox cannot write to disk"), longMs);
  await answers(world, 20);
  disk.free();
  await waitUntil("the agent writes again", () => agent.log().includes("outbox writes to disk again"), longMs);
  await answers(world, 10);
  await agent.stop("SIGKILL");
  const before = timesSaid(agent, "agent has started");
  agent = await site.startAgent();
  await works(agent, "agent", before);
  await settle(world, { agent, collector });
  return "filled to the last byte, freed; then kill -9 of the agent; then the line came back";
}

async function playCollector(world: World, disk: SmallDisk): Promise<string> {
  const { site } = world;
  let collector = await site.startCollector();
  await works(collector, "collector", 0);
  const agent = await site.startAgent();
  await works(agent, "agent", 0);
  const refusals = () => timesSaid(agent, "LEDGER_UNAVAILABLE");
  await answers(world, 10);
  disk.fill();
  await waitUntil("the collector refuses", () => refusals() > 0, longMs);
  await answers(world, 15);
  disk.free();
  await waitUntil("the collector takes observations again", () => agent.log().includes("collector takes observations again"), longMs);
  disk.fill();
  await waitUntil("the collector refuses again", () => refusals() > 1, longMs);
  await collector.stop("SIGKILL");
  disk.free();
  collector = await site.startCollector();
  await settle(world, { agent, collector });
  return "filled to the last byte, freed, filled again; then kill -9 of the collector, and freed";
}

async function answers({ book }: World, count: number): Promise<void> {
  const before = book.answers.length;
  await waitUntil("codecs were polled", () => book.answers.length >= before + count, longMs);
}

type SmallDisk = ReturnType<typeof smallDisk>;

function smallDisk(folder: string) {
  const filler = join(folder, "filler");
  const fill = (): void => {
    for (let size = 4_000_000; size >= 1; size = Math.floor(size / 2)) {
      try {
        writeFileSync(filler, Buffer.alloc(size), { flag: "a" });
      } catch {
        // What does not fit any more is tried in smaller pieces, down to the last byte.
      }
    }
  };
  return { fill, free: () => rmSync(filler) };
}
