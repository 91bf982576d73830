/** Places from one to another, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Apart and in order. */
export type Spans = readonly Span[];

/** Beyond this the two nearest become one, with what lies between them: the list is written with every change of the file. */
const mostSpans = 100;

export function withSpan(spans: Spans, { from, to }: Span): Spans {
  if (from > to) return spans;
  const last = spans.at(-1);
  // Nearly always: what is appended comes right after what waits.
  if (last !== undefined && last.to === from - 1) return [...spans.slice(0, -1), { from: last.from, to }];
  const touching = spans.filter((span) => span.from <= to + 1 && span.to >= from - 1);
  const joined = { from: Math.min(from, ...touching.map((span) => span.from)), to: Math.max(to, ...touching.map((span) => span.to)) };
  return few([...spans.filter((span) => span.to < joined.from), joined, ...spans.filter((span) => span.from > joined.to)]);
}

export function withoutSpan(spans: Spans, { from, to }: Span): Spans {
  return few(
    spans.flatMap((span) => {
      if (span.to < from || span.from > to) return [span];
      const left = { from: span.from, to: from - 1 };
      const right = { from: to + 1, to: span.to };
      return [left, right].filter((part) => part.from <= part.to);
    }),
  );
}

export function isWithin(spans: Spans, place: number): boolean {
  return spans.some((span) => span.from <= place && place <= span.to);
}

function few(spans: Spans): Spans {
  if (spans.length <= mostSpans) return spans;
  const distances = spans.slice(1).map((span, index) => span.from - (spans[index]?.to ?? 0));
  const nearest = distances.indexOf(Math.min(...distances));
  const [left, right] = [spans[nearest], spans[nearest + 1]];
  if (left === undefined || right === undefined) return spans;
  return [...spans.slice(0, nearest), { from: left.from, to: right.to }, ...spans.slice(nearest + 2)];
}
