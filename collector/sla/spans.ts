/** `[from, to)` in whole seconds since 1970 UTC. A list of spans is in order, without overlap and without empty ones. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Any spans, in any order, as a list of spans: what touches or overlaps becomes one. */
export function union(spans: readonly Span[]): Span[] {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of spans.filter((span) => span.to > span.from).toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

/** What is in both lists. */
export function intersect(left: readonly Span[], right: readonly Span[]): Span[] {
  const common: Span[] = [];
  let a = 0;
  let b = 0;
  for (;;) {
    const first = left[a];
    const second = right[b];
    if (first === undefined || second === undefined) return common;
    const from = Math.max(first.from, second.from);
    const to = Math.min(first.to, second.to);
    if (to > from) common.push({ from, to });
    if (first.to < second.to) a += 1;
    else b += 1;
  }
}

/** What is in the first list and not in the second. */
export function subtract(spans: readonly Span[], removed: readonly Span[]): Span[] {
  const left: Span[] = [];
  let place = 0;
  for (const span of spans) {
    let from = span.from;
    while ((removed[place]?.to ?? Number.POSITIVE_INFINITY) <= from) place += 1;
    for (let index = place; from < span.to; index += 1) {
      const hole = removed[index];
      if (hole === undefined || hole.from >= span.to) {
        left.push({ from, to: span.to });
        break;
      }
      if (hole.from > from) left.push({ from, to: hole.from });
      from = hole.to;
    }
  }
  return left;
}

/** Seconds of one span that are in a list. */
export function secondsWithin({ from, to }: Span, spans: readonly Span[]): number {
  let seconds = 0;
  for (let place = firstEndingAfter(spans, from); place < spans.length; place += 1) {
    const span = spans[place];
    if (span === undefined || span.from >= to) break;
    seconds += Math.min(span.to, to) - Math.max(span.from, from);
  }
  return seconds;
}

/** The place of the first span of a list that is not over at an instant. */
export function firstEndingAfter(spans: readonly Span[], instant: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.to ?? 0) > instant) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function secondsOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}
