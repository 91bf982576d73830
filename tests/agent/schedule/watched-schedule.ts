import { vi } from "vitest";
import type { Clock } from "../../../agent/clock.ts";
import type { Poll } from "../../../agent/schedule/round.ts";
import { createSchedule, type Schedule } from "../../../agent/schedule/schedule.ts";
import type { Channel, Observation, Outcome, Question } from "../../../contract/observation.ts";
import { heardLog, observation } from "../outbox/outbox-room.ts";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export const clock: Clock = {
  boot: "0a1b2c3d",
  nowMs: () => Date.now(),
  monotonicMs: () => Math.floor(performance.now()),
};

export interface Polled {
  readonly endpoint: string;
  readonly question: Question;
  readonly atMs: number;
  readonly intervalS: number;
  readonly resting: readonly Channel[];
}

export interface Watched {
  readonly schedule: Schedule;
  readonly polled: Polled[];
  readonly kept: Observation[];
  readonly log: ReturnType<typeof heardLog>;
  readonly of: (endpoint: string, question: Question) => Polled[];
}

interface WatchOptions {
  readonly endpoints?: readonly string[];
  readonly answer?: (polled: Polled) => Partial<Record<Channel, Outcome>>;
  readonly notes?: (polled: Polled) => Partial<Record<Channel, string>>;
  readonly takesMs?: (polled: Polled) => number;
  readonly poll?: Poll;
  readonly questions?: readonly Question[];
}

let running: Schedule | null = null;

export function watch({ endpoints = ["a"], answer, notes, takesMs, poll, questions }: WatchOptions = {}): Watched {
  const polled: Polled[] = [];
  const kept: Observation[] = [];
  const log = heardLog();
  const ask: Poll = async (endpoint, question, intervalS, resting) => {
    const one = { endpoint, question, atMs: clock.monotonicMs(), intervalS, resting: [...resting] };
    polled.push(one);
    const took = takesMs?.(one) ?? 40;
    await new Promise((resolve) => setTimeout(resolve, took));
    const channels = answer?.(one) ?? { snmp: "answered" };
    return { observation: observation(1, { endpoint, question, observedAt: one.atMs, channels }), notes: notes?.(one) ?? {} };
  };
  const schedule = createSchedule({
    endpoints: endpoints.map((id) => ({ id, asks: (question) => questions?.includes(question) ?? true })),
    paces: { stateSeconds: 60, statusSeconds: 300, historySeconds: 600, inventoryAt: { hour: 3, minute: 30 } },
    clock,
    log,
    poll: poll ?? ask,
    keep: (one) => kept.push(one),
  });
  running = schedule;
  schedule.start();
  return {
    schedule,
    polled,
    kept,
    log,
    of: (endpoint, question) => polled.filter((one) => one.endpoint === endpoint && one.question === question),
  };
}

export function gapsS(polled: readonly Polled[]): number[] {
  return polled.slice(1).map(({ atMs }, index) => Math.round((atMs - (polled[index]?.atMs ?? 0)) / 1000));
}

/** The clock is ours for one test; to be called before each. */
export function startClock(): void {
  vi.useFakeTimers({
    now: Date.UTC(2026, 10, 23, 8),
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "setImmediate", "clearImmediate", "Date", "performance"],
  });
}

/** To be called after each. */
export async function stopClock(): Promise<void> {
  const stopped = running?.stop(0);
  await vi.advanceTimersByTimeAsync(1);
  await stopped;
  vi.useRealTimers();
}

/** What a codec would see: the questions that were put to a channel of it, and not spared. */
export function putTo(channel: Channel, polled: readonly Polled[]): Polled[] {
  return polled.filter(({ resting }) => !resting.includes(channel));
}
