import type { TimeSpan } from "../ledger/port.ts";

/** The instants in spans that lie further apart than `widestGapMs`, oldest first. */
export function spansOf(times: readonly number[], widestGapMs: number): TimeSpan[] {
  const spans: TimeSpan[] = [];
  for (const time of times.toSorted((left, right) => left - right)) {
    const last = spans.at(-1);
    if (last !== undefined && time - last.to <= widestGapMs) spans[spans.length - 1] = { from: last.from, to: time };
    else spans.push({ from: time, to: time });
  }
  return spans;
}
