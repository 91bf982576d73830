import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { poissonAtMost, poissonInterval, poissonLowerLimit, poissonUpperLimit, ratePerMonth } from "../../../collector/usage/poisson.ts";
import { asWritten, vectors } from "./vectors.ts";

const counts = fc.integer({ min: 0, max: 2_000 });
const confidences = fc.double({ min: 0.5, max: 0.999, noNaN: true });

describe("the exact interval of a count", () => {
  it.each(vectors.garwood95)("of %d uses is from %d to %d at 95 %%", (count, low, high) => {
    const interval = poissonInterval(count);

    expect(interval.low).toBeCloseTo(low, asWritten);
    expect(interval.high).toBeCloseTo(high, asWritten);
  });

  it.each(vectors.oneSided95)("has its limits of one side: $n uses, above $lower, below $upper", ({ n, lower, upper }) => {
    expect(poissonLowerLimit(n)).toBeCloseTo(lower, asWritten);
    expect(poissonUpperLimit(n)).toBeCloseTo(upper, asWritten);
  });

  it("holds the true mean at least as often as it says, for any mean from 0.01 to 60", () => {
    const intervals = Array.from({ length: 200 }, (_, count) => poissonInterval(count));
    const coverages = Array.from({ length: 400 }, (_, step) => {
      const mean = 0.01 * 1.022 ** step;
      return intervals.reduce((sum, { low, high }, count) => {
        const mass = poissonAtMost(count, mean) - poissonAtMost(count - 1, mean);
        return low <= mean && mean <= high ? sum + mass : sum;
      }, 0);
    });

    expect(Math.min(...coverages)).toBeGreaterThanOrEqual(0.95 - 1e-9);
    expect(coverages.reduce((sum, one) => sum + one, 0) / coverages.length).toBeLessThan(0.99);
  });

  test.prop([counts, confidences])("holds the count itself, and lies beyond that of fewer uses", (count, confidence) => {
    const interval = poissonInterval(count, confidence);
    const next = poissonInterval(count + 1, confidence);

    expect(interval.low).toBeLessThanOrEqual(count);
    expect(interval.high).toBeGreaterThan(count);
    expect(next.low).toBeGreaterThan(interval.low);
    expect(next.high).toBeGreaterThan(interval.high);
  });

  test.prop([counts, confidences, confidences])("of a higher confidence holds that of a lower one", (count, one, other) => {
    const wide = poissonInterval(count, Math.max(one, other));
    const narrow = poissonInterval(count, Math.min(one, other));

    expect(wide.low).toBeLessThanOrEqual(narrow.low * (1 + 1e-12));
    expect(wide.high).toBeGreaterThanOrEqual(narrow.high * (1 - 1e-12));
  });

  test.prop([counts, confidences])("ends where so many, or so few, would just be believable", (count, confidence) => {
    const { low, high } = poissonInterval(count, confidence);
    const outside = (1 - confidence) / 2;

    expect(poissonAtMost(count, high)).toBeCloseTo(outside, 10);
    if (count > 0) expect(1 - poissonAtMost(count - 1, low)).toBeCloseTo(outside, 10);
  });
});

describe("a rate per month", () => {
  it("is not 0 but cannot be said where there was no time to use the room", () => {
    expect(ratePerMonth({ uses: 0, months: 0 })).toBeNull();
  });

  it("of no use in a quarter may still be up to 1.23", () => {
    const rate = ratePerMonth({ uses: 0, months: 3 });

    expect(rate?.rate).toBe(0);
    expect(rate?.low).toBe(0);
    expect(rate?.high).toBeCloseTo(1.2296, 4);
  });

  it("of the public rooms of Brest, 2013 and 2014, is that of the method", () => {
    expect(ratePerMonth({ uses: 350, months: 15 * 24 })?.rate).toBeCloseTo(vectors.brest.perSiteMonth, 4);
    expect(ratePerMonth({ uses: 350 * 0.25, months: 15 * 24 })?.rate).toBeCloseTo(vectors.brest.withoutMainUser, 4);
  });
});
