import type { Anchor } from "../../contract/anchor.ts";
import type { Observation } from "../../contract/observation.ts";
import type { EventBook } from "../events/event-book.ts";
import type { HeardAnswer } from "./boots.ts";

export type { HeardAnswer } from "./boots.ts";

/**
 * Where observations wait until the collector has them. Each gets a sequence when it is appended; numbers count from 1 in the
 * outbox `id`, without a gap, and none is ever given twice: whenever that cannot be proven, a new `id` begins.
 */
export interface Outbox {
  /** Names the numbering of what is appended from now on: sixteen hexadecimal digits, drawn at random. */
  id(): string;
  /** On disk when it returns; in memory, and reported once, while the disk refuses. */
  append(observations: readonly Observation[]): void;
  /** The longest run that starts at the oldest entry, `limit` entries at most; null when nothing waits. */
  oldest(limit: number): Run | null;
  /** The longest run that ends at the newest entry, `limit` entries at most. */
  newest(limit: number): Run | null;
  /** A run without observations, to be sent when there is only something else to tell. */
  nothing(): Run;
  /**
   * Forgets a run the collector has; entries it rejected are set aside for a person to look at. Those of an endpoint it does not know
   * wait apart until it takes an observation of that endpoint, or until they are too old. Those whose sequence somebody else had `taken`
   * wait on under new ones; where that was in the present numbering, a new one begins.
   */
  acknowledge(run: Run, rejections?: readonly Rejected[], taken?: readonly number[]): void;
  /** What the agent has to tell of itself, in the same file. */
  readonly events: EventBook;
  /** Notes what an answer says of the clocks, before the run it answers is acknowledged. */
  heard(answer: HeardAnswer): void;
  /** What is known of when each boot began of which something waits here. */
  anchors(): readonly Anchor[];
  /** To be called every minute: a sign of life, and old observations given up. */
  beat(): void;
  stats(): OutboxStats;
  close(): void;
}

/** Entries one envelope can carry: consecutive sequences of one outbox id, observed during one boot of the machine. */
export interface Run {
  readonly outbox: string;
  readonly boot: string;
  readonly first: number;
  readonly observations: readonly Observation[];
  /** Where the run lies in its file. */
  readonly from: number;
  readonly to: number;
  /** Nothing in the file was appended after it. */
  readonly isNewest: boolean;
}

export interface Rejected {
  readonly sequence: number;
  readonly code: string;
  readonly message: string;
}

export interface OutboxStats {
  readonly count: number;
  readonly bytes: number;
  readonly oldestObservedAt: number | null;
  /** In memory while the disk refuses. */
  readonly keptIn: "disk" | "memory";
  /** Observations dropped or unreadable, since the data directory exists. */
  readonly lostCount: number;
  /** Observations set aside for good, since the data directory exists. */
  readonly rejectedCount: number;
  /** Observations that were given another sequence because somebody else had used theirs, since the agent started. */
  readonly renumberedCount: number;
}

export interface OutboxBounds {
  readonly maxBytes: number;
  readonly maxDays: number;
}

export type OutboxErrorCode = "OUTBOX_FULL" | "OUTBOX_READ_ONLY" | "OUTBOX_DAMAGED" | "OUTBOX_UNAVAILABLE";

export class OutboxError extends Error {
  readonly code: OutboxErrorCode;
  constructor(code: OutboxErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "OutboxError";
    this.code = code;
  }
}
