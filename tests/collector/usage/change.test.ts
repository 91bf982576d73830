import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extinctionOf } from "../../../collector/usage/extinction.ts";
import { cusumReference, lowCusum } from "../../../collector/usage/low-cusum.ts";
import { poissonAtMost } from "../../../collector/usage/poisson.ts";
import { compareRates, dropProbability, riseProbability } from "../../../collector/usage/rate-comparison.ts";
import { territoryTrend } from "../../../collector/usage/territory-trend.ts";
import { poissonDraws } from "./poisson-draws.ts";
import { asWritten, vectors } from "./vectors.ts";

const counts = fc.integer({ min: 0, max: 300 });
const times = fc.double({ min: 0.2, max: 60, noNaN: true });
const massOf = (count: number, mean: number): number => poissonAtMost(count, mean) - poissonAtMost(count - 1, mean);

describe("a drop", () => {
  it.each(vectors.dropP)("from $n1 uses in $t1 months to $n2 in $t2 is by chance with $p", ({ n1, t1, n2, t2, p }) => {
    expect(dropProbability({ uses: n1, months: t1 }, { uses: n2, months: t2 })).toBeCloseTo(p, asWritten);
  });

  test.prop([counts, times, counts, times])("and a rise count the same figure once each", (n1, t1, n2, t2) => {
    const [earlier, later] = [
      { uses: n1, months: t1 },
      { uses: n2, months: t2 },
    ];
    const next = dropProbability({ uses: n1 + 1, months: t1 }, { uses: Math.max(0, n2 - 1), months: t2 });

    if (n2 > 0 && n1 + n2 > 0) expect(riseProbability(earlier, later)).toBeCloseTo(1 - next, 9);
    expect(dropProbability(earlier, { uses: n2 + 1, months: t2 })).toBeGreaterThanOrEqual(
      dropProbability({ uses: n1 + 1, months: t1 }, later) - 1e-12,
    );
  });

  test.prop([counts, times, counts, times])("is compared with an interval around the ratio, where one can be divided", (n1, t1, n2, t2) => {
    const comparison = compareRates({ uses: n1, months: t1 }, { uses: n2, months: t2 });
    if (comparison === null || comparison.ratio === null || comparison.high === null) return;

    expect(comparison.low).toBeLessThanOrEqual(comparison.ratio);
    expect(comparison.high).toBeGreaterThanOrEqual(comparison.ratio);
  });

  it("to nothing has a ratio of 0 with an upper end; from nothing none, and no upper end", () => {
    expect(compareRates({ uses: 8, months: 3 }, { uses: 0, months: 3 })).toMatchObject({ ratio: 0, low: 0 });
    expect(compareRates({ uses: 0, months: 3 }, { uses: 8, months: 3 })).toMatchObject({ ratio: null, high: null, dropP: 1 });
    expect(compareRates({ uses: 0, months: 3 }, { uses: 0, months: 3 })).toBeNull();
    expect(compareRates({ uses: 5, months: 3 }, { uses: 5, months: 0 })).toBeNull();
  });

  it("has an interval that holds the true ratio at least as often as it says", () => {
    for (const [before, after] of [
      [2, 2],
      [8, 4],
      [15, 15],
      [3, 20],
    ] as const) {
      let held = 0;
      for (let n1 = 0; n1 < 50; n1 += 1) {
        for (let n2 = 0; n2 < 60; n2 += 1) {
          const comparison = compareRates({ uses: n1, months: 3 }, { uses: n2, months: 3 });
          const ratio = after / before;
          const holds = comparison === null || (comparison.low <= ratio && ratio <= (comparison.high ?? Number.POSITIVE_INFINITY));
          if (holds) held += massOf(n1, before) * massOf(n2, after);
        }
      }
      expect(held).toBeGreaterThanOrEqual(0.95 - 1e-6);
    }
  });
});

describe("the trend of a territory", () => {
  it("is seen for five rooms used half as often, and not for one, which is said", () => {
    expect(territoryTrend({ uses: 150, months: 60 }, { uses: 18, months: 15 })).toMatchObject({ direction: "fell" });
    expect(territoryTrend({ uses: 30, months: 12 }, { uses: 6, months: 3 })).toMatchObject({ direction: "too_few" });
    expect(territoryTrend({ uses: 150, months: 60 }, { uses: 38, months: 15 }).direction).toBe("no_change_shown");
    expect(territoryTrend({ uses: 150, months: 60 }, { uses: 60, months: 15 }).direction).toBe("rose");
  });

  it("has the power of the method: 28 % for one room after a year, 20 % after a quarter, 93 % for five rooms", () => {
    expect(territoryTrend({ uses: 30, months: 12 }, { uses: 6, months: 3 }).powerToSeeHalving).toBeCloseTo(0.28, 1);
    expect(territoryTrend({ uses: 7.5, months: 3 }, { uses: 6, months: 3 }).powerToSeeHalving).toBeCloseTo(0.2, 1);
    expect(territoryTrend({ uses: 150, months: 60 }, { uses: 18, months: 15 }).powerToSeeHalving).toBeCloseTo(0.93, 1);
  });

  it("is nothing without exposure", () => {
    expect(territoryTrend({ uses: 0, months: 0 }, { uses: 3, months: 3 })).toEqual({
      direction: "too_few",
      comparison: null,
      powerToSeeHalving: null,
    });
  });
});

describe("the end of the use of a site", () => {
  it("adds up what lacks as in the method", () => {
    const rates = { usual: vectors.cusum.l0, low: vectors.cusum.l1 };
    const sums = lowCusum(
      vectors.cusum.x.map((uses) => ({ uses, exposure: 1 })),
      rates,
    );

    expect(cusumReference(rates)).toBeCloseTo(vectors.cusum.k, asWritten);
    for (const [place, sum] of vectors.cusum.s.entries()) expect(sums[place]).toBeCloseTo(sum, 5);
  });

  it.each(vectors.zeroRun)("is hard to believe as chance after $months empty months at 2.5 a month: $p", ({ months, p }) => {
    const empty = Array.from({ length: months }, () => ({ uses: 0, exposure: 1 }));

    expect(extinctionOf({ uses: 30, months: 12 }, empty).silenceP).toBeCloseTo(p, asWritten);
  });

  it("is told after four empty months at the latest, and not after a month of holidays", () => {
    const former = { uses: 30, months: 12 };
    const empty = (months: number): { uses: number; exposure: number }[] =>
      Array.from({ length: months }, () => ({ uses: 0, exposure: 1 }));

    expect(extinctionOf(former, [{ uses: 3, exposure: 1 }, ...empty(1)]).state).toBe("goes_on");
    expect(extinctionOf(former, [{ uses: 3, exposure: 1 }, ...empty(4)]).state).toBe("ended");
  });

  it("is told wrongly of a room used 2.5 times a month less than once in fifteen years, and rightly within five months on average", () => {
    const draw = poissonDraws(19_541_115);
    const untilTold = (rate: number): number => {
      const months: { uses: number; exposure: number }[] = [];
      while (months.length < 600 && extinctionOf({ uses: 30, months: 12 }, months).state === "goes_on") {
        months.push({ uses: draw(rate), exposure: 1 });
      }
      return months.length;
    };
    const mean = (rate: number, runs: number): number =>
      Array.from({ length: runs }, () => untilTold(rate)).reduce((sum, one) => sum + one, 0) / runs;

    expect(mean(2.5, 200)).toBeGreaterThan(180);
    expect(mean(0.1, 200)).toBeLessThan(5);
  });

  it("is not told of a room that could not be used, nor of one that hardly was", () => {
    const broken = Array.from({ length: 12 }, () => ({ uses: 0, exposure: 0 }));

    expect(extinctionOf({ uses: 30, months: 12 }, broken)).toMatchObject({ state: "goes_on", unusedMonths: 0, silenceP: 1 });
    expect(extinctionOf({ uses: 4, months: 12 }, [{ uses: 0, exposure: 1 }]).state).toBe("too_seldom");
    expect(extinctionOf({ uses: 0, months: 0 }, [{ uses: 0, exposure: 1 }]).silenceP).toBeNull();
  });

  test.prop([fc.array(fc.record({ uses: fc.integer({ min: 0, max: 9 }), exposure: fc.double({ min: 0, max: 1, noNaN: true }) }))])(
    "comes later, never sooner, with every further use",
    (months) => {
      const rates = { usual: 2.5, low: 1 };
      const more = months.map((one, place) => (place === 0 ? { ...one, uses: one.uses + 1 } : one));
      const [sums, lower] = [lowCusum(months, rates), lowCusum(more, rates)];

      for (const [place, sum] of sums.entries()) expect(lower[place]).toBeLessThanOrEqual(sum);
    },
  );
});
