import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../simulator/random.ts";
import type { Daemon } from "../servers/daemon.ts";
import { readyWords, timesSaid, works } from "./site.ts";
import type { World } from "./world.ts";

/**
 * When a process is killed: while it starts; at any instant of its work; while an envelope is on its way; when the receipt comes back
 * and has not arrived; when a codec has answered (the agent has at most a tenth of a second before it writes).
 */
export const moments = ["start", "work", "envelope", "receipt", "answer"] as const;
export type Moment = (typeof moments)[number];

export type Kills = Record<"agent" | "collector", Record<Moment, number>>;

export function noKills(): Kills {
  const none = () => ({ start: 0, work: 0, envelope: 0, receipt: 0, answer: 0 });
  return { agent: none(), collector: none() };
}

export interface Killing {
  readonly world: World;
  readonly random: Random;
  readonly kills: Kills;
  readonly onKill: () => void;
  /** How long an agent may live that is killed at any instant of its work. First polls are spread over ten seconds. */
  readonly longestLifeMs: number;
}

/** Starts a process and kills it, again and again. Each moment has its turn, in an order that the seed draws. */
export async function killAgain(name: "agent" | "collector", times: number, killing: Killing): Promise<void> {
  const { world, random, kills, onKill } = killing;
  const start = () => (name === "agent" ? world.site.startAgent() : world.site.startCollector());
  let before = 0;
  for (let kill = 0; kill < times; kill += 1) {
    const moment = random.pick(moments) ?? "work";
    const daemon = await start();
    await waitFor(moment, daemon, { name, before }, killing);
    await daemon.stop("SIGKILL");
    before = timesSaid(daemon, readyWords[name]);
    kills[name][moment] += 1;
    onKill();
  }
}

const longestCollectorLifeMs = 1_500;
/** Where what was waited for does not happen, because the other one was killed or the line is cut. */
const patienceMs = 2_000;

async function waitFor(
  moment: Moment,
  daemon: Daemon,
  { name, before }: { name: "agent" | "collector"; before: number },
  { world, random, longestLifeMs }: Killing,
): Promise<void> {
  if (moment === "start") return sleep(random.between(0, 1_200));
  await works(daemon, name, before);
  if (moment === "work") return sleep(random.between(0, name === "agent" ? longestLifeMs : longestCollectorLifeMs));
  await happens(moment, world);
  const { from, to } = span[moment];
  const waitMs = random.between(from, to);
  // A timer of nothing is a millisecond already, in which the receipt has arrived.
  if (waitMs > 0) await sleep(waitMs);
}

/** Or does not in time. */
async function happens(moment: "envelope" | "receipt" | "answer", { uplink, onAnswer }: World): Promise<void> {
  if (moment === "answer") return Promise.race([new Promise<void>(onAnswer), sleep(patienceMs)]);
  const event = moment === "envelope" ? "asked" : "answered";
  await once(uplink.passing, event, { signal: AbortSignal.timeout(patienceMs) }).catch(() => {});
}

const span = { envelope: { from: 0, to: 40 }, receipt: { from: 0, to: 3 }, answer: { from: 0, to: 130 } } as const;

/** Troubles the lines now and then until `signal` says that it is over. */
export async function weather({ world, random, signal }: { world: World; random: Random; signal: AbortSignal }): Promise<number> {
  let troubles = 0;
  const lasting = (ms: number) => sleep(ms, undefined, { signal });
  try {
    for (;;) {
      await lasting(random.between(1_000, 6_000));
      const trouble = random.pick(["cut", "swallow", "tear", "delay", "codecs cut", "codecs delayed"] as const);
      troubles += 1;
      if (trouble === "cut" || trouble === "swallow" || trouble === "tear") world.uplink.become(trouble);
      if (trouble === "delay") world.uplink.delay(random.between(20, 900));
      if (trouble === "codecs cut") world.codecLines((line) => line.become("cut"));
      if (trouble === "codecs delayed") world.codecLines((line) => line.delay(random.between(20, 400)));
      await lasting(random.between(200, 3_000));
      calm(world);
    }
  } catch {
    calm(world);
    return troubles;
  }
}

function calm(world: World): void {
  world.uplink.become("open");
  world.uplink.delay(0);
  world.codecLines((line) => {
    line.become("open");
    line.delay(0);
  });
}
