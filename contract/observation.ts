import type { CallRecord } from "./call.ts";
import type { EndpointId } from "./ids.ts";
import type { ReadingKind } from "./reading-kinds.ts";

/**
 * How one channel of a codec behaved during one poll:
 * `answered` as expected; `silent` within the time allowed; `refused` our credentials or our question;
 * `garbled`: answered something that cannot be read.
 * The order is the wire's: the index of a word is its code. Append only.
 */
export const outcomes = ["answered", "silent", "refused", "garbled"] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * The ways to reach a codec. Order and append-only rule as above. `tcp` (a connection to one port is accepted) and `icmp` (an
 * echo comes back) are witnesses: they show that a machine is there, not that a codec works.
 */
export const channels = ["snmp", "http", "tcp", "icmp"] as const;
export type Channel = (typeof channels)[number];

/** Channels on which a codec speaks for itself. */
export const speakingChannels = ["snmp", "http"] as const satisfies readonly Channel[];

/** What a poll asks for, each at its own pace. Order and append-only rule as above. */
export const questions = ["state", "status", "history", "inventory"] as const;
export type Question = (typeof questions)[number];

export interface Reading {
  readonly kind: ReadingKind;
  readonly value: number | string;
  /** Which camera, port… when the codec has several. Letters, digits, dot, underscore, hyphen; at most 32. */
  readonly instance?: string;
}

/** What one poll of one codec gave. */
export interface Observation {
  readonly endpoint: EndpointId;
  readonly question: Question;
  /** ms since 1970 UTC on the agent's clock, when the poll started. */
  readonly observedAt: number;
  /** `observedAt` minus the agent's monotonic clock at the same instant, ms: constant until the wall clock is stepped. */
  readonly clockMs: number;
  /** How long the poll took. */
  readonly elapsedMs: number;
  /** Seconds until this question is asked again: how long the answer may be held, whatever the configuration becomes. */
  readonly intervalS: number;
  /**
   * What became of each channel that was tried; a channel not configured is absent. One that refused us and is left alone for a
   * while says refused until it is tried again.
   */
  readonly channels: Readonly<Partial<Record<Channel, Outcome>>>;
  readonly readings: readonly Reading[];
  readonly calls: readonly CallRecord[];
}

/**
 * One word for the whole poll: the best any speaking channel gave. A witness counts only where the codec has no speaking channel:
 * an echo from a codec that says nothing else is no sign that it works. No channel at all counts as silent.
 */
export function outcomeOf({ channels: tried }: Pick<Observation, "channels">): Outcome {
  const spoken = speakingChannels.flatMap((channel) => tried[channel] ?? []);
  const seen = spoken.length > 0 ? spoken : Object.values(tried);
  for (const outcome of ["answered", "refused", "garbled"] as const) {
    if (seen.includes(outcome)) return outcome;
  }
  return "silent";
}
