import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Exposure, exposureOf, type MonthOfUse, usualExposureRules } from "../../../collector/usage/exposure.ts";
import { falseDiscoveryRates } from "../../../collector/usage/false-discovery.ts";
import { poissonAtMost } from "../../../collector/usage/poisson.ts";
import { credibleInterval, jeffreysPosterior, meanOf, probabilityBelow } from "../../../collector/usage/posterior.ts";
import { type UnderUseVerdict, underUseList, underUseOf, usualUnderUseRules } from "../../../collector/usage/under-use.ts";
import { poissonDraws } from "./poisson-draws.ts";
import { asWritten, vectors } from "./vectors.ts";

const used = (uses: number, months: number): Exposure => ({
  uses,
  months,
  countings: { counted: Math.ceil(months), seldom_available: 0, not_observed: 0, not_expected: 0 },
  usesLeftOut: 0,
  coverage: 1,
});
const verdictOf = (uses: number, months: number, thresholdPerMonth = 4): UnderUseVerdict =>
  underUseOf(used(uses, months), { ...usualUnderUseRules, thresholdPerMonth }).verdict;
const counts = fc.integer({ min: 0, max: 200 });
const times = fc.double({ min: 0.1, max: 48, noNaN: true });

describe("how sure it is that a room is used less than a threshold", () => {
  it.each(vectors.jeffreys)("after $n uses in $t months is $pBelow4perMonth for four a month", ({ n, t, pBelow4perMonth }) => {
    const belief = jeffreysPosterior({ uses: n, months: t });

    expect(belief === null ? null : probabilityBelow(belief, 4)).toBeCloseTo(pBelow4perMonth, asWritten);
  });

  test.prop([counts, times])("falls with every further use, and grows with the threshold", (uses, months) => {
    const [here, next] = [underUseOf(used(uses, months)), underUseOf(used(uses + 1, months))];
    const higher = underUseOf(used(uses, months), { ...usualUnderUseRules, thresholdPerMonth: 5 });

    expect(next.probability ?? 1).toBeLessThanOrEqual((here.probability ?? 0) + 1e-12);
    expect(higher.probability ?? 0).toBeGreaterThanOrEqual((here.probability ?? 1) - 1e-12);
  });

  test.prop([counts, times])("goes with an interval around what is believed", (uses, months) => {
    const belief = { shape: uses + 0.5, rate: months };
    const { low, high } = credibleInterval(belief);

    expect(low).toBeLessThan(meanOf(belief));
    expect(high).toBeGreaterThan(meanOf(belief));
  });
});

describe("the verdict on a room", () => {
  it.each([
    [4, 1, 1, 2],
    [4, 3, 6, 9],
    [4, 6, 16, 19],
    [4, 12, 36, 42],
    [2, 3, 2, 3],
    [2, 12, 16, 19],
    [8, 3, 16, 19],
  ])("against %d uses a month over %d months: established up to %d, probable up to %d", (threshold, months, established, probable) => {
    expect(verdictOf(established, months, threshold)).toBe("established");
    expect(verdictOf(established + 1, months, threshold)).toBe("probable");
    expect(verdictOf(probable, months, threshold)).toBe("probable");
    expect(verdictOf(probable + 1, months, threshold)).toBe("inconclusive");
  });

  it("accuses a room that is used just enough wrongly in at most 10 of 100 months, 6 of 100 quarters and 6 of 100 years", () => {
    const wrong = (months: number): number => {
      const most = Array.from({ length: 100 }, (_, uses) => uses).findLast((uses) => verdictOf(uses, months) === "established") ?? -1;
      return poissonAtMost(most, 4 * months);
    };

    expect(wrong(1)).toBeLessThan(0.1);
    expect(wrong(3)).toBeLessThan(0.06);
    expect(wrong(12)).toBeLessThan(0.06);
  });
});

const month = (told: Partial<MonthOfUse>): MonthOfUse => ({
  month: "2026-07",
  uses: 0,
  openSeconds: 600_000,
  expectedSeconds: 600_000,
  workedSeconds: 600_000,
  unknownSeconds: 0,
  hasWholeHistory: true,
  ...told,
});

describe("the time a room could be used", () => {
  it("is weighted by what worked of each month", () => {
    const exposure = exposureOf([month({ uses: 2 }), month({ uses: 1, workedSeconds: 540_000 })]);

    expect(exposure).toMatchObject({ uses: 3, usesLeftOut: 0, coverage: 1 });
    expect(exposure.months).toBeCloseTo(1.9, 12);
  });

  it("leaves out a month in which it hardly worked, with its uses, which are told", () => {
    const exposure = exposureOf([month({ uses: 2 }), month({ uses: 1, workedSeconds: 300_000 })]);

    expect(exposure).toMatchObject({ uses: 2, months: 1, usesLeftOut: 1, countings: { counted: 1, seldom_available: 1 } });
  });

  it("is whole where the codec's own history fills a gap of the measure, and only what was seen where it does not", () => {
    const gap = { workedSeconds: 450_000, unknownSeconds: 150_000 };

    expect(exposureOf([month(gap)]).months).toBe(1);
    expect(exposureOf([month({ ...gap, hasWholeHistory: false })]).months).toBe(0.75);
    expect(exposureOf([month(gap)]).coverage).toBe(0.75);
  });

  it("has no month of which too little is known, and none in which the room was closed", () => {
    const unknown = month({ workedSeconds: 100_000, unknownSeconds: 500_000, hasWholeHistory: false });
    const closed = month({ expectedSeconds: 0, workedSeconds: 0 });

    expect(exposureOf([unknown, closed])).toMatchObject({ months: 0, countings: { not_observed: 1, not_expected: 1, counted: 0 } });
    expect(exposureOf([closed]).coverage).toBeNull();
  });

  test.prop([fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 600 }), fc.boolean()])(
    "is never more than the month, and grows with what worked",
    (one, other, hasWholeHistory) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      const rules = { ...usualExposureRules, leastAvailability: 0 };
      const exposed = (worked: number): number => exposureOf([month({ workedSeconds: worked * 1_000, hasWholeHistory })], rules).months;

      expect(exposed(more)).toBeLessThanOrEqual(1);
      expect(exposed(less)).toBeLessThanOrEqual(exposed(more));
    },
  );

  it("decides: a room that seldom worked is no room that nobody wants", () => {
    const broken = month({ workedSeconds: 100_000 });

    expect(underUseOf(exposureOf([broken, broken, broken]))).toMatchObject({
      verdict: "seldom_available",
      probability: null,
      exactP: null,
    });
    expect(underUseOf(exposureOf([month({}), broken, broken])).verdict).toBe("seldom_available");
    expect(underUseOf(exposureOf([month({}), month({}), broken])).verdict).toBe("established");
    expect(underUseOf(exposureOf([month({ expectedSeconds: 0 })]))).toMatchObject({ verdict: "not_observed", rate: null });
  });
});

describe("a list of rooms", () => {
  it("keeps what Benjamini and Hochberg keep of their own example", () => {
    // Controlling the false discovery rate (1995), section 3: fifteen tests, of which the method keeps four at 5 %.
    const probabilities = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];

    expect(falseDiscoveryRates(probabilities).filter((rate) => rate <= 0.05)).toHaveLength(4);
  });

  test.prop([fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 })])("finds the same in any order", (probabilities) => {
    const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
    const rates = falseDiscoveryRates(probabilities);

    expect(sorted(falseDiscoveryRates(probabilities.toReversed()))).toEqual(sorted(rates));
    for (const [place, rate] of rates.entries()) expect(rate).toBeGreaterThanOrEqual(probabilities[place] ?? 2);
  });

  it("makes one poor quarter among sixty rooms only probable, and says what it would be alone", () => {
    const rooms = [underUseOf(used(6, 3)), ...Array.from({ length: 59 }, () => underUseOf(used(13, 3)))];
    const [first, second] = underUseList(rooms);

    expect(first).toMatchObject({ verdict: "probable", alone: "established" });
    expect(second).toMatchObject({ verdict: "inconclusive", alone: "inconclusive" });
  });

  it("leaves rooms that nothing can be said of out of the count of tests", () => {
    const rooms = [underUseOf(used(0, 3)), underUseOf(used(0, 0))];

    expect(underUseList(rooms).map(({ verdict }) => verdict)).toEqual(["established", "not_observed"]);
    expect(underUseList(rooms)[1]?.falseDiscoveryRate).toBeNull();
  });

  it("holds, on average over many regions, no more wrong rooms than one in twenty of those it establishes", () => {
    const draw = poissonDraws(20_151_604);
    const regions = 400;
    let shareWrong = 0;
    let wrongAlone = 0;
    for (let region = 0; region < regions; region += 1) {
      // Half of sixty rooms are used just as often as the threshold, the others once or twice a month.
      const rates = Array.from({ length: 60 }, (_, place) => (place < 30 ? 4 : 1 + (place % 2)));
      const list = underUseList(rates.map((rate) => underUseOf(used(draw(3 * rate), 3))));
      const established = list
        .map(({ verdict }, place) => ({ verdict, isWrong: place < 30 }))
        .filter(({ verdict }) => verdict === "established");
      shareWrong += established.length === 0 ? 0 : established.filter(({ isWrong }) => isWrong).length / established.length / regions;
      wrongAlone += list.filter(({ alone }, place) => alone === "established" && place < 30).length / regions;
    }

    expect(shareWrong).toBeLessThan(0.05);
    // Each alone, one to two of the thirty would have been accused wrongly.
    expect(wrongAlone).toBeGreaterThan(1);
  });
});
