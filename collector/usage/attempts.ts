import type { Span } from "../sla/spans.ts";
import { isUseful, type TimedCall } from "./uses.ts";

/** How hard it was to call from a room. Counts of two periods add up. */
export interface AttemptCounts {
  /** Tries to call somebody: all records of one try are one. */
  readonly attempts: number;
  /** Of them, those that never connected. */
  readonly failedAttempts: number;
  /** Of them, those that failed, took more than one record, or were over within the minute. */
  readonly hardAttempts: number;
  /** Records after the first of their attempt. */
  readonly retries: number;
  /** Attempts that connected, and never for a minute. */
  readonly shortCalls: number;
}

/**
 * The attempts that began within a span. Calls that came in, and tests, tell nothing of the trouble of whoever is in the room.
 * The difficulty index is `hardAttempts` over `attempts`.
 */
export function attemptsOf(calls: readonly TimedCall[], { from, to }: Span): AttemptCounts {
  const tries = Map.groupBy(calls.filter(isTry), ({ key, retryOf }) => retryOf ?? key);
  const counts = { attempts: 0, failedAttempts: 0, hardAttempts: 0, retries: 0, shortCalls: 0 };
  for (const records of tries.values()) {
    const startedAt = Math.min(...records.map(({ trueStartedAt }) => trueStartedAt));
    if (startedAt < from * 1000 || startedAt >= to * 1000) continue;
    const isFailed = !records.some(({ isConnected }) => isConnected);
    const isShort = !isFailed && !records.some(isUseful);
    const retries = records.length - 1;
    counts.attempts += 1;
    counts.failedAttempts += Number(isFailed);
    counts.shortCalls += Number(isShort);
    counts.retries += retries;
    counts.hardAttempts += Number(isFailed || isShort || retries > 0);
  }
  return counts;
}

function isTry({ direction, isTest, farEndKind }: TimedCall): boolean {
  return direction !== "in" && isTest !== true && farEndKind !== "test" && farEndKind !== "concierge";
}
