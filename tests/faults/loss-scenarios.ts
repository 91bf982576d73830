import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { everyFlip, faultAfter, sampleToFlip } from "../agent/outbox/flips.ts";
import { waitUntil } from "../servers/wait-until.ts";
import { rowsOf } from "../system/numbers.ts";
import { accountOf, same, within } from "./account.ts";
import { fillOutbox } from "./fill-outbox.ts";
import type { Scenario, Scene } from "./scenario.ts";
import { settle, waitingIn } from "./settle.ts";
import { timesSaid, works } from "./site.ts";
import { buildWorld, type World } from "./world.ts";

const codecs = ["steady-1", "steady-2", "steady-3"];
const longMs = 600_000;

export const littleRoomScenario: Scenario = {
  name: "little-room",
  title: "more waits than the agent may keep",
  play: async (scene) => {
    const world = await buildWorld({ ...scene, name: "little-room", codecs, former: ["former-1"], maxBytes: 1024 * 1024 });
    try {
      const polls = 6_000;
      fillOutbox(world.site, { codecs: ["former-1"], from: Date.now() - (polls + 5) * 60_000, polls });
      await settle(world);
      const checks = await accountOf(world, { codecs: await world.codecs.truth(), silences: [], loss: "forced" });
      return { happened: `${polls} observations waited, for which there was no room`, checks: [...checks, oldestWent(world, polls)] };
    } finally {
      await world.close();
    }
  },
};

/** What was given up is what is oldest: what is left has no hole. */
function oldestWent({ site }: World, polls: number) {
  const [row] = rowsOf(
    site.ledgerFile,
    "SELECT count(*) AS kept, (max(observed_at_ms) - min(observed_at_ms)) / 60000 + 1 AS span FROM observation WHERE endpoint = 'former-1'",
  );
  const [kept, span] = [Number(row?.["kept"]), Number(row?.["span"])];
  return within(
    "of them in the ledger, the newest, without a hole",
    `1 to ${polls - 1}`,
    `${kept} of ${span}`,
    kept === span && kept < polls && kept > 0,
  );
}

export const damageScenario: Scenario = {
  name: "damage",
  title: "one bit of the agent's file flipped, again and again",
  play: async (scene) => {
    const world = await buildWorld({ ...scene, name: "damage", codecs });
    try {
      return await playDamage(scene, world);
    } finally {
      await world.close();
    }
  },
};

async function playDamage({ random, size, say }: Scene, world: World) {
  const { site, uplink, book } = world;
  const collector = await site.startCollector();
  await works(collector, "collector", 0);
  const file = join(site.outboxFolder, "outbox.db");
  let atRisk = 0;
  for (let damage = 0; damage < size.damages; damage += 1) {
    uplink.become("cut");
    const agent = await site.startAgent();
    const before = book.answers.length;
    await waitUntil("some polls wait", () => book.answers.length >= before + 12, longMs);
    await agent.stop();
    atRisk += waitingIn(world);
    flipOneBit(file, random.between(0, 2 ** 31), random.between(0, 7));
    uplink.become("open");
    const said = timesSaid(agent, "agent has started");
    const next = await site.startAgent();
    await works(next, "agent", said);
    await waitUntil("what is left is sent", () => waitingIn(world) <= 6, longMs);
    await next.stop();
    if (damage % 10 === 9) say(`${damage + 1} of ${size.damages}`);
  }
  await settle(world, { collector });
  const checks = await accountOf(world, { codecs: await world.codecs.truth(), silences: [], loss: "perhaps" });
  return { happened: `${size.damages} bits flipped in a file that was closed; ${atRisk} observations and events lay in it`, checks };
}

function flipOneBit(file: string, chance: number, bit: number): void {
  const bytes = readFileSync(file);
  const place = chance % bytes.length;
  bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
  writeFileSync(file, bytes);
}

export const everyByteScenario: Scenario = {
  name: "every-byte",
  title: "every byte of an outbox's file and of the log beside it flipped, one at a time",
  play: ({ size, ...scene }) =>
    Promise.resolve(
      size.bytes === null
        ? { happened: "", checks: [], notRun: "the short form leaves it to the outbox's own tests" }
        : flipAll(scene, size.bytes),
    ),
};

function flipAll({ folder: parent, places, random, say }: Omit<Scene, "size">, { from, to }: { from: number; to: number }) {
  const folder = join(parent, "flips");
  mkdirSync(folder);
  // In memory, where it can be: a real disk is waited for half a million times.
  if (places.whyShared === null) execFileSync("mount", ["-t", "tmpfs", "vigie-test", folder]);
  const faults: string[] = [];
  let [passed, done] = [0, 0];
  for (const closed of [true, false]) {
    const sample = sampleToFlip(closed);
    for (const flip of everyFlip(sample, () => 1 << random.between(0, 7))) {
      passed += 1;
      if (passed <= from || passed > to) continue;
      const fault = faultAfter(flip, sample, folder);
      if (fault !== null) faults.push(`${closed ? "closed" : "killed"}, ${flip.part} ${flip.place} ^ ${flip.bits}: ${fault}`);
      done += 1;
      if (done % 5_000 === 0) say(`${done} bytes flipped, ${faults.length} faults`);
    }
  }
  for (const fault of faults.slice(0, 20)) say(fault);
  if (places.whyShared === null) execFileSync("umount", [folder]);
  return {
    happened: `${done} of ${passed} bytes flipped`,
    checks: [same("flips after which something was altered, lost uncounted or doubled", 0, faults.length)],
  };
}
