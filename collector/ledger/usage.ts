import type { FarEndCounts } from "../usage/far-ends.ts";
import type { UseCounts } from "../usage/use-counts.ts";
import type { TimedCall } from "../usage/uses.ts";

/*
 * What the ledger keeps of use. Calls are kept for some months; what they came to, month by month, for ever. A part is a month of one
 * endpoint, or what a change of territory cuts a month into.
 */

/** One part as it was worked out: the calls, and the service of the same time. Times are s since 1970 UTC, `[from, to)`. */
export interface UsagePart extends UseCounts {
  readonly endpoint: string;
  readonly from: number;
  readonly to: number;
  /** Seconds the service was expected; of them those it worked, and those of which nothing is known. */
  readonly expectedSeconds: number;
  readonly workedSeconds: number;
  readonly unknownSeconds: number;
  /** Names the hours, maintenances and time in service it was worked out by: other ones, other name. */
  readonly terms: string;
}

export interface StoredPart extends UsagePart {
  /** Its calls are forgotten: what they came to is as it was, and stays so. */
  readonly isPurged: boolean;
}

/** Whom an endpoint, or all of a site together, called in a quarter or a month: not the sum of its months. */
export interface FarEndsKept extends FarEndCounts {
  readonly scope: "endpoint" | "site";
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** Something of this time changed: what was worked out of it is to be worked out again. */
export interface UsageMark {
  readonly endpoint: string;
  readonly from: number;
  readonly to: number;
}

export interface DueMark extends UsageMark {
  /** Grows; a mark made after another has a higher one. */
  readonly entry: number;
}

/** What a few endpoints came to, in place of what was kept of the same parts. */
export interface UsageConclusion {
  readonly endpoint: string;
  /** Months that were worked out, whole: kept parts within them that are not told again are forgotten. */
  readonly months: readonly { readonly from: number; readonly to: number }[];
  readonly parts: readonly UsagePart[];
  readonly farEnds: readonly FarEndsKept[];
  /** Marks of this endpoint up to this entry are answered. */
  readonly upTo: number;
}

export interface CallsOfOne {
  readonly endpoint: string;
  readonly calls: readonly TimedCall[];
}

/** ms since 1970 UTC, half-open: the beginning of a use that is kept, or, its calls forgotten, the part it was in. */
export interface LastUse {
  readonly from: number;
  readonly to: number;
}

export interface PurgeResult {
  readonly calls: number;
  /** Endpoints with calls that old which wait for a follower, or to be worked out. */
  readonly waiting: number;
}

export interface UsageLedger {
  /** For each of these endpoints, in their order, the calls that are kept and reach into `[from, to)` or lie near it (s since 1970 UTC). */
  callsOfMany(endpoints: readonly string[], from: number, to: number): AsyncIterable<CallsOfOne>;
  /** Parts that begin in `[from, to)`, of one endpoint or of all, by their beginning and endpoint. Reads a month of a large network in one go. */
  usageParts(from: number, to: number, endpoint?: string): StoredPart[];
  /** Of quarters and months that lie within `[from, to)`. */
  farEndsKept(from: number, to: number): Promise<FarEndsKept[]>;
  /** Beginnings of parts that are kept, with how many endpoints have one there. */
  usageBeginnings(): Promise<ReadonlyMap<number, number>>;
  /** When each endpoint was last used; absent: never, as far as the ledger knows. */
  lastUses(): Promise<ReadonlyMap<string, LastUse>>;
  /** Marks in order, `limit` at most. A call that is kept, changed or removed makes one in the same transaction. */
  usageDue(limit: number): Promise<DueMark[]>;
  /** Makes marks, and moves a follower's cursor in the stream they were found in. */
  markUsage(marks: readonly UsageMark[], cursor?: { readonly follower: string; readonly entry: number }): Promise<void>;
  /** Of a part whose calls are forgotten only the service is written anew. One transaction. */
  keepUsage(conclusions: readonly UsageConclusion[]): Promise<void>;
  /**
   * Forgets calls of parts that ended by `before` (s), endpoint by endpoint, each in one transaction: only where every one of them was
   * worked out and all `readers` of the stream of calls have passed it. Calls near `before` stay for the month that follows.
   * A call of such a part that is told again is ignored, and counted.
   */
  purgeCalls(before: number, readers: readonly string[]): Promise<PurgeResult>;
  /** Tellings of calls that were purged, ignored since the ledger exists. */
  toldAgain(): Promise<number>;
}
