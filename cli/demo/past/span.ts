import type { Random } from "../../../simulator/random.ts";

/** ms since 1970 UTC, `[fromMs, toMs)`. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export const minuteMs = 60_000;
export const dayMs = 86_400_000;

export interface Rarity {
  readonly everyDays: number;
  readonly minMinutes: number;
  readonly maxMinutes: number;
}

/** Rare events within `period`, in order, none over another; short ones more often than long ones. */
export function rareSpans(random: Random, period: Span, { everyDays, minMinutes, maxMinutes }: Rarity): Span[] {
  const spans: Span[] = [];
  let fromMs = period.fromMs + random.gap(everyDays * dayMs);
  while (fromMs < period.toMs) {
    const minutes = minMinutes * (maxMinutes / minMinutes) ** random.next();
    const toMs = fromMs + minutes * minuteMs;
    spans.push({ fromMs: Math.floor(fromMs), toMs: Math.floor(Math.min(toMs, period.toMs)) });
    fromMs = toMs + random.gap(everyDays * dayMs);
  }
  return spans;
}

/** True inside one of the spans. For instants asked in growing order: what is past is not looked at again. */
export function insideOf(spans: readonly Span[]): (atMs: number) => boolean {
  let next = 0;
  return (atMs) => {
    while (next < spans.length && (spans[next]?.toMs ?? 0) <= atMs) next += 1;
    const span = spans[next];
    return span !== undefined && span.fromMs <= atMs;
  };
}
