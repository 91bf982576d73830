import type { Span } from "./spans.ts";

/** What the collector has and a disk that refuses could not forget. Keeps places only, and few: neighbours become one. */
export class Settled {
  #spans: (Span & { readonly count: number })[] = [];

  get count(): number {
    return this.#spans.reduce((sum, { count }) => sum + count, 0);
  }

  get spans(): readonly Span[] {
    return this.#spans;
  }

  add({ from, to }: Span, count: number): void {
    const before = this.#spans.find((span) => span.to === from - 1);
    const after = this.#spans.find((span) => span.from === to + 1);
    const joined = { from: before?.from ?? from, to: after?.to ?? to, count: count + (before?.count ?? 0) + (after?.count ?? 0) };
    this.#spans = [...this.#spans.filter((span) => span !== before && span !== after), joined];
  }

  clear(): void {
    this.#spans = [];
  }

  /** The places next to one end of the file that are not settled; null when all are. */
  unsettled(ends: Span | null, end: "oldest" | "newest"): Span | null {
    if (ends === null) return null;
    let { from, to } = ends;
    for (const span of this.#spans.toSorted((a, b) => (end === "oldest" ? a.from - b.from : b.to - a.to))) {
      if (end === "oldest" && from >= span.from && from <= span.to) from = span.to + 1;
      else if (end === "oldest" && span.from > from) to = Math.min(to, span.from - 1);
      if (end === "newest" && to >= span.from && to <= span.to) to = span.from - 1;
      else if (end === "newest" && span.to < to) from = Math.max(from, span.to + 1);
    }
    return from <= to ? { from, to } : null;
  }
}
