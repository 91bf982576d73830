import fc from "fast-check";
import { expect, it } from "vitest";
import { Settled } from "../../../agent/outbox/settled.ts";

const run = fc.record({ from: fc.integer({ min: -20, max: 40 }), length: fc.integer({ min: 1, max: 8 }) });

it("what a refusing disk could not forget is never sent again, and nothing else is passed over", () => {
  fc.assert(
    fc.property(fc.array(run, { maxLength: 12 }), fc.constantFrom("oldest" as const, "newest" as const), (runs, end) => {
      const settled = new Settled();
      const places = new Set<number>();
      for (const { from, length } of runs) {
        const own = Array.from({ length }, (_, index) => from + index);
        if (own.some((place) => places.has(place))) continue;
        for (const place of own) places.add(place);
        settled.add({ from, to: from + length - 1 }, length);
      }
      const left = Array.from({ length: 80 }, (_, index) => index - 30).filter((place) => !places.has(place));
      const span = settled.unsettled({ from: -30, to: 49 }, end);

      expect(settled.count).toBe(places.size);
      expect(end === "oldest" ? span?.from : span?.to).toBe(end === "oldest" ? left[0] : left.at(-1));
      for (let place = span?.from ?? 0; place <= (span?.to ?? -1); place += 1) expect(places.has(place)).toBe(false);
    }),
  );
});

it("keeps one line for a long past that was sent in order", () => {
  const settled = new Settled();
  for (let from = 1; from < 100_000; from += 2_000) settled.add({ from, to: from + 1_999 }, 2_000);

  expect(settled.spans).toHaveLength(1);
});
