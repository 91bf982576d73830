import type { AgentEvent, LossReason } from "../../contract/agent-event.ts";

/** What an agent told of itself, at its true time (ms since 1970 UTC). */
export interface TimedEvent {
  readonly event: AgentEvent;
  /** When it began: the last sign of life before a start, the oldest observation of a loss. */
  readonly from: number;
  /** Null while it goes on. */
  readonly to: number | null;
}

/** A told event as the ledger keeps it; told more fully later, it comes again in the stream under a new entry. */
export interface StoredEvent extends TimedEvent {
  readonly entry: number;
  readonly agent: string;
  readonly receivedAt: number;
}

/** What a true time rests on: the monotonic clock of this boot, an answer heard in a former one, or the boots before and after it. */
export const correctionBases = ["monotonic", "anchor", "bounds"] as const;
export type CorrectionBasis = (typeof correctionBases)[number];

/** Observations in a row that were put at another time than their agent's wall clock said. */
export interface ClockCorrection {
  /** `[first, next)` of one outbox, observed in one boot. */
  readonly first: number;
  readonly next: number;
  /** Their true times, ms since 1970 UTC. */
  readonly from: number;
  readonly to: number;
  /** What was added to the wall clock of the first. */
  readonly byMs: number;
  readonly basis: CorrectionBasis;
  /** What the agent's clocks and ours said, as JSON. */
  readonly evidence: string;
}

export interface StoredCorrection extends ClockCorrection {
  readonly agent: string;
  readonly outbox: string;
  readonly boot: string;
  readonly receivedAt: number;
}

export type LossCounts = Readonly<Partial<Record<LossReason, number>>>;
