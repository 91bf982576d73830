import type { Run } from "./outbox.ts";

export interface Span {
  readonly low: number;
  readonly high: number;
}

/** The places next to one end of the file that lie outside every settled run; null when nothing is left. */
export function unsettledSpan(ends: Span | null, settled: readonly Run[], end: "oldest" | "newest"): Span | null {
  if (ends === null) return null;
  let { low, high } = ends;
  const ordered = settled.toSorted((a, b) => (end === "oldest" ? a.from - b.from : b.to - a.to));
  for (const { from, to } of ordered) {
    if (end === "oldest" && low >= from && low <= to) low = to + 1;
    else if (end === "oldest" && from > low) high = Math.min(high, from - 1);
    if (end === "newest" && high >= from && high <= to) high = from - 1;
    else if (end === "newest" && to < high) low = Math.max(low, to + 1);
  }
  return low <= high ? { low, high } : null;
}
