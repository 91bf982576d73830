import type { Writer } from "./writer.ts";

/** What the figures of a quarter were when somebody closed it, and each time it was revised. Never changed: a revision is a further one. */
export interface Closings {
  /** All of them, without their figures; the oldest quarter first, its revisions in order. */
  closings(): Promise<Closing[]>;
  /** The last of a quarter with its figures; null: it was never closed. */
  lastClosing(quarter: string): Promise<ClosedQuarter | null>;
  /** One of its revisions with its figures. */
  closingOf(quarter: string, revision: number): Promise<ClosedQuarter | null>;
  /** @throws DeclarationRefused OUTDATED where somebody closed or revised the quarter meanwhile */
  writeClosing(draft: ClosingDraft, writer: Writer): Promise<Closing>;
}

/** Times are s since 1970 UTC. */
export interface Closing {
  /** "2026-T3" */
  readonly quarter: string;
  /** 0: as first closed. */
  readonly revision: number;
  readonly at: number;
  readonly by: string;
  /** Why it was revised; null: revision 0. */
  readonly reason: string | null;
  /** What had arrived by then is in the figures. */
  readonly horizon: number;
  /** Of the program. */
  readonly version: string;
  /** Of the text of the figures. */
  readonly sha256: string;
}

export interface ClosedQuarter extends Closing {
  /** Canonical JSON. */
  readonly figures: string;
  /** JSON; null: revision 0. */
  readonly differences: string | null;
}

export type ClosingDraft = Omit<ClosedQuarter, "at" | "by">;
