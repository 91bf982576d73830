import type { Directory } from "../../directory/directory.ts";
import type { Ledger } from "../../ledger/port.ts";
import { networkTimeZone, startOfLocalDay } from "../../sla/calendar.ts";
import type { Span } from "../../sla/spans.ts";
import { type Month, monthsOver } from "../../usage/months.ts";
import type { Follower } from "../follower.ts";

const dayAndAHalfS = 129_600;

/** From when on what was written of each endpoint may be wrong, s since 1970 UTC. */
export type DueSince = Map<string, number>;

/** How far each stream was read to find what is due. */
export interface DueFound {
  readonly due: DueSince;
  readonly cursors: readonly { readonly stream: "state_changes" | "calls"; readonly entry: number }[];
  readonly hasMore: boolean;
}

/** What the ledger was told since the follower read it last. */
export async function dueAfter(
  ledger: Pick<Ledger, "stateChangesAfter" | "callsAfter">,
  follower: Follower,
  directory: Directory,
  limit: number,
): Promise<DueFound> {
  const due: DueSince = new Map();
  const add = (endpoint: string, at: number): void => {
    if (directory.endpoint(endpoint) !== undefined) due.set(endpoint, Math.min(at, due.get(endpoint) ?? at));
  };
  const changes = await ledger.stateChangesAfter(follower.cursor("state_changes"), limit);
  for (const { endpoint, at } of changes) add(endpoint, at);
  const calls = await ledger.callsAfter(follower.cursor("calls"), limit);
  // A call told late may make one use of two that follow it.
  for (const { endpoint, trueStartedAt } of calls) add(endpoint, Math.floor(trueStartedAt / 1000));
  const cursors = [
    { stream: "state_changes" as const, entry: changes.at(-1)?.entry },
    { stream: "calls" as const, entry: calls.at(-1)?.entry },
  ].flatMap(({ stream, entry }) => (entry === undefined ? [] : [{ stream, entry }]));
  return { due, cursors, hasMore: changes.length === limit || calls.length === limit };
}

/** The months from an instant until now, each with its days up to today. */
export function monthsWithDays(from: number, nowS: number): { readonly month: Month; readonly days: readonly Span[] }[] {
  return monthsOver({ from, to: nowS + 1 }).map((month) => ({ month, days: daysOver(from, month, nowS) }));
}

/** Whole local days of a month, from the one of an instant on, none that has not begun. */
function daysOver(since: number, month: Month, nowS: number): Span[] {
  const days: Span[] = [];
  for (let from = startOfLocalDay(Math.max(since, month.from), networkTimeZone); from < month.to && from <= nowS; ) {
    const to = startOfLocalDay(from + dayAndAHalfS, networkTimeZone);
    days.push({ from, to });
    from = to;
  }
  return days;
}
