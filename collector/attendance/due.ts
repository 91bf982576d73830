import type { Ledger, UsageMark } from "../ledger/port.ts";
import type { Span } from "../sla/spans.ts";
import { usageFollower } from "./question.ts";

const changesAtOnce = 5_000;

/** Whether what is kept of an endpoint and a span is out of date. */
export type IsDue = (endpoint: string, span: Span) => boolean;

/** Time that was marked, and time whose states changed since the marks were made. */
export async function dueNow(ledger: Pick<Ledger, "usageDue" | "cursorOf" | "stateChangesAfter">, until: number): Promise<IsDue> {
  const marks: UsageMark[] = await ledger.usageDue(Number.MAX_SAFE_INTEGER);
  let cursor = await ledger.cursorOf(usageFollower, "state_changes");
  for (;;) {
    const changes = await ledger.stateChangesAfter(cursor, changesAtOnce);
    for (const { endpoint, at } of changes) marks.push({ endpoint, from: at, to: until });
    cursor = changes.at(-1)?.entry ?? cursor;
    if (changes.length < changesAtOnce) break;
  }
  const byEndpoint = Map.groupBy(marks, ({ endpoint }) => endpoint);
  return (endpoint, { from, to }) => (byEndpoint.get(endpoint) ?? []).some((mark) => mark.from < to && mark.to > from);
}
