import { setTimeout as sleep } from "node:timers/promises";
import { waitUntil } from "../servers/wait-until.ts";
import { rowsOf } from "../system/numbers.ts";
import { accountOf, type Check, same, type Truth, within } from "./account.ts";
import type { CodecTruth } from "./codecs.ts";
import { type Kills, killAgain, noKills, weather } from "./killing.ts";
import type { Scenario, Scene } from "./scenario.ts";
import { settle } from "./settle.ts";
import { readyWords, timesSaid } from "./site.ts";
import { buildWorld, type World } from "./world.ts";

/** So many because first polls are spread over ten seconds, and few runs live that long. */
const steady = Array.from({ length: 16 }, (_, index) => `steady-${index + 1}`);
const codecs = [...steady, "calling-1", "calling-2", "shy-1"];

export const killScenario: Scenario = {
  name: "kills",
  title: "kill -9 of agent and collector at random moments, on lines that fail",
  play: async (scene) => {
    const world = await buildWorld({ name: "kills", folder: scene.folder, places: scene.places, codecs });
    try {
      return await play(scene, world);
    } finally {
      await world.close();
    }
  },
};

async function play(scene: Scene, world: World) {
  const { random, size } = scene;
  const { longestLifeMs } = size;
  const kills = noKills();
  const over = new AbortController();
  let done = 0;
  const onKill = (): void => {
    done += 1;
    if (done % 50 === 0) scene.say(`${done} of ${size.kills} kills, ${world.book.answers.length} answers on the wire`);
  };
  const life = lifeOfCodecs(world, over.signal);
  const lines = weather({ world, random: random.branch("weather"), signal: over.signal });
  const half = Math.floor(size.kills / 2);
  try {
    await Promise.all([
      killAgain("agent", size.kills - half, { world, random: random.branch("agent"), kills, onKill, longestLifeMs }),
      killAgain("collector", half, { world, random: random.branch("collector"), kills, onKill, longestLifeMs }),
    ]);
  } finally {
    // What goes on beside must not outlive its world, where something broke off: it would be an error of its own and hide the first.
    over.abort();
    await Promise.allSettled([life, lines]);
  }
  const [truth, troubles] = await Promise.all([life, lines]);
  const calls = truth.codecs.reduce((sum, codec) => sum + codec.calls.length, 0);
  const starts = await finish(world, calls);
  const checks = await accountOf(world, truth);
  return {
    happened: `${inWords(kills)}; ${troubles} troubles of the lines; ${calls} calls, ${truth.silences.length} silences`,
    checks: [...checks, ...startChecks(world, starts)],
  };
}

/** The last calls are read at the next poll of the history; if they are not, the account says so. Gives how often the agent began to work. */
async function finish(world: World, calls: number): Promise<number> {
  const { site } = world;
  const collector = await site.startCollector();
  const agent = await site.startAgent();
  const callsKept = () => Number(rowsOf(site.ledgerFile, "SELECT count(*) AS count FROM call")[0]?.["count"]);
  await waitUntil("the last calls are told", () => callsKept() >= calls, 180_000).catch(() => {});
  await settle(world, { agent, collector });
  return timesSaid(agent, readyWords.agent);
}

/** Whoever said that it works has written down before that it began; whoever was killed earlier may have, too. */
function startChecks(world: World, starts: number): Check[] {
  const { site, book } = world;
  const [row] = rowsOf(site.ledgerFile, "SELECT count(*) AS count FROM agent_event WHERE kind = 'started'");
  const told = Number(row?.["count"]);
  return [
    within("starts of the agent the ledger knows", `${starts} to ${book.run}`, told, told >= starts && told <= book.run),
    same("errors nobody expected, in both logs", "none", unexpected(world)),
  ];
}

const unexpectedWords = [
  "error nobody expected",
  "failed on its own",
  "cannot be concluded",
  "could not be taken in",
  "could not start",
  "was damaged",
];

function unexpected({ site }: World): string {
  const lines = site.logs().split("\n");
  const found = lines.filter((line) => unexpectedWords.some((word) => line.includes(word)));
  return found.length === 0 ? "none" : `${found.length}, first: ${found[0]}`;
}

/** Calls one after the other, and silences of the one that is soon given up. */
async function lifeOfCodecs({ codecs: host }: World, signal: AbortSignal): Promise<Truth> {
  const silences: { codec: string; from: number; to: number }[] = [];
  const calls = new Map<string, CodecTruth["calls"][number]>();
  let known: readonly CodecTruth[] = [];
  const note = async (): Promise<void> => {
    known = await host.truth();
    for (const codec of known) for (const call of codec.calls) calls.set(`${codec.id} ${call.startedAt}`, call);
  };
  const lasting = (ms: number) => sleep(ms, undefined, { signal }).catch(() => {});
  for (let round = 0; !signal.aborted; round += 1) {
    host.apply("calling-1", { does: "call", durationS: 2 });
    if (round % 2 === 1) host.apply("calling-2", { does: "call", durationS: 3 });
    if (round % 4 === 0) {
      const from = Date.now();
      host.apply("shy-1", { does: "silence" });
      await lasting(15_000);
      silences.push({ codec: "shy-1", from, to: Date.now() });
      host.apply("shy-1", { does: "recover" });
    } else await lasting(6_000);
    await note();
  }
  // A call is told when it is over.
  await sleep(4_000);
  await note();
  const callsOf = (id: string) => [...calls].flatMap(([key, call]) => (key.startsWith(`${id} `) ? [call] : []));
  return { codecs: known.map((codec) => ({ ...codec, calls: callsOf(codec.id) })), silences, loss: "none" };
}

function inWords(kills: Kills): string {
  return Object.entries(kills)
    .map(
      ([name, by]) =>
        `${name} ${Object.values(by).reduce((sum, count) => sum + count, 0)} (${Object.entries(by)
          .map(([moment, count]) => `${moment} ${count}`)
          .join(", ")})`,
    )
    .join("; ");
}
