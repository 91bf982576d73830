import type { Logger } from "pino";
import type { Channel, Observation, Question } from "../../contract/observation.ts";
import type { Clock } from "../clock.ts";
import { firstInstant, type Grid, gridOf, instantAfter, nextInstant } from "./grid.ts";
import type { Lane } from "./lane.ts";
import type { PollTally } from "./poll-tally.ts";
import type { Polled, Rests } from "./rests.ts";

/** What all rounds of one codec share. */
export interface RoundOptions {
  readonly endpoint: ScheduledEndpoint;
  readonly lane: Lane;
  readonly clock: Clock;
  readonly poll: Poll;
  /** Of this codec: one question's refusal silences the others. */
  readonly rests: Rests;
  readonly keep: (observation: Observation) => void;
  readonly tally: Tally;
  readonly log: Pick<Logger, "error">;
}

export interface ScheduledEndpoint {
  readonly id: string;
  /** Whether this codec has anything to say about a question; may become known with its first answer. */
  readonly asks: (question: Question) => boolean;
  /** Called when it is watched no more, after its last poll: what is open is closed, before another takes its place. */
  readonly close?: () => Promise<void>;
}

/**
 * Asks one codec one question, all but the `resting` channels: those are told as refused, as they were when last asked.
 * `intervalS`: seconds until it is asked again if all goes well.
 */
export type Poll = (endpoint: string, question: Question, intervalS: number, resting: ReadonlySet<Channel>) => Promise<Polled>;

export interface Tally {
  /** Polls that could not start on time, or not at all because the one before was still waiting. */
  late: number;
  /** Polls that ended in an error of ours. */
  failed: number;
  readonly polls: PollTally;
}

const lateMs = 1_000;

/** One question put to one codec, again and again. */
export class Round {
  readonly #question: Question;
  readonly #options: RoundOptions;
  readonly #grid: Grid;
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(question: Question, periodMs: number, options: RoundOptions) {
    this.#question = question;
    this.#options = options;
    this.#grid = gridOf(options.endpoint.id, question, periodMs);
  }

  /** @param together how many endpoints begin with this one */
  start(together: number): void {
    const { endpoint, clock } = this.#options;
    this.#waitFor(firstInstant(endpoint.id, this.#question, this.#grid.periodMs, clock.monotonicMs(), together));
  }

  /** In place of a round that has asked before: on the grid, and no sooner than it would have been. */
  resume(): void {
    this.#waitFor(nextInstant(this.#grid, this.#options.clock.monotonicMs()));
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #waitFor(dueAt: number): void {
    if (this.#isStopped) return;
    const { clock, lane } = this.#options;
    this.#timer = setTimeout(() => lane.queue(() => this.#run(dueAt)), Math.max(0, dueAt - clock.monotonicMs()));
  }

  async #run(dueAt: number): Promise<void> {
    if (this.#isStopped) return;
    const { clock, endpoint, tally } = this.#options;
    const startedAt = clock.monotonicMs();
    const plannedAt = instantAfter(this.#grid, startedAt);
    if (!endpoint.asks(this.#question)) return this.#waitFor(plannedAt);
    if (startedAt - dueAt > lateMs) tally.late += 1 + Math.floor((startedAt - dueAt) / this.#grid.periodMs);
    const polled = await ask(this.#question, secondsBetween(startedAt, plannedAt), startedAt, this.#options);
    const nextAt = this.#nextAt(plannedAt);
    if (polled !== null) keepQuietly({ ...polled.observation, intervalS: secondsBetween(startedAt, nextAt) }, this.#options);
    this.#waitFor(nextAt);
  }

  #nextAt(plannedAt: number): number {
    const endedAt = this.#options.clock.monotonicMs();
    if (endedAt <= plannedAt) return nextInstant(this.#grid, plannedAt);
    this.#options.tally.late += Math.ceil((endedAt - plannedAt) / this.#grid.periodMs);
    return nextInstant(this.#grid, endedAt);
  }
}

/**
 * Leaves alone what rests, and learns what is to rest from now on. Null when the poll ended in an error of ours: nothing is then
 * known, and nothing is said.
 */
export async function ask(
  question: Question,
  intervalS: number,
  startedAt: number,
  { endpoint, poll, clock, rests, tally, log }: RoundOptions,
): Promise<Polled | null> {
  const resting = rests.restingAt(question, startedAt);
  try {
    const polled = await poll(endpoint.id, question, intervalS, resting);
    tally.polls.note(polled.observation.channels, startedAt, clock.monotonicMs());
    rests.learn(polled, resting, startedAt);
    return polled;
  } catch (error) {
    tally.failed += 1;
    log.error({ err: error, endpoint: endpoint.id, question }, "poll failed on its own");
    return null;
  }
}

export function keepQuietly(observation: Observation, { keep, tally, log }: RoundOptions): void {
  try {
    keep(observation);
  } catch (error) {
    tally.failed += 1;
    log.error({ err: error, endpoint: observation.endpoint, question: observation.question }, "observation could not be kept");
  }
}

export function secondsBetween(from: number, to: number): number {
  return Math.max(1, Math.round((to - from) / 1000));
}
