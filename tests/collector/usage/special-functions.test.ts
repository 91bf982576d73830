import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaQuantileOdds, betaTails } from "../../../collector/usage/beta.ts";
import { gammaQuantile, gammaTails } from "../../../collector/usage/gamma.ts";

const tight = 1e-10;
const shapes = fc.double({ min: 0.5, max: 5_000, noNaN: true });
const shapesFromOne = fc.double({ min: 1, max: 5_000, noNaN: true });
const wholes = fc.integer({ min: 1, max: 60 });
const shares = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const expectNear = (value: number, wanted: number): void => expect(Math.abs(value - wanted)).toBeLessThan(tight);

/** P(X ≤ count) by adding what the law says of each count. */
function sumOfPoisson(count: number, mean: number): number {
  let mass = Math.exp(-mean);
  let sum = mass;
  for (let k = 1; k <= count; k += 1) {
    mass *= mean / k;
    sum += mass;
  }
  return sum;
}

function sumOfBinomial(count: number, trials: number, share: number): number {
  let mass = (1 - share) ** trials;
  let sum = mass;
  for (let k = 1; k <= count; k += 1) {
    mass *= ((trials - k + 1) / k) * (share / (1 - share));
    sum += mass;
  }
  return sum;
}

describe("the incomplete gamma function", () => {
  it.each([
    [0.5, 0.25, 0.5204998778130465],
    [0.5, 4, 0.9953222650189527],
    [1, 2, 0.8646647167633873],
    [3, 2, 0.3233235838169366],
  ])("has the values of the tables: P(%d, %d)", (shape, x, value) => expectNear(gammaTails(shape, x).below, value));

  test.prop([wholes, fc.double({ min: 0.01, max: 120, noNaN: true })])("is the sum of a Poisson law", (count, mean) => {
    expectNear(gammaTails(count + 1, mean).above, sumOfPoisson(count, mean));
  });

  test.prop([shapes, fc.double({ min: 0.2, max: 3, noNaN: true })])("of a shape and the next differ by one term", (shape, relative) => {
    const x = shape * relative;
    const term = gammaTails(shape, x).below - gammaTails(shape + 1, x).below;

    // The derivative of P(shape + 1, x), by a central difference.
    const step = x * 1e-4;
    const slope = (gammaTails(shape + 1, x + step).below - gammaTails(shape + 1, x - step).below) / (2 * step);
    expect(Math.abs(term - slope)).toBeLessThan(1e-4 + 1e-4 * term);
  });

  test.prop([shapes, shares])("gives back what its inverse was asked for", (shape, probability) => {
    expectNear(gammaTails(shape, gammaQuantile(shape, probability)).below, probability);
  });

  test.prop([shapes, fc.double({ min: 0, max: 20_000, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true })])(
    "grows with its place, within 0 and 1",
    (shape, x, further) => {
      const here = gammaTails(shape, x);
      const there = gammaTails(shape, x + further);

      expectNear(here.below + here.above, 1);
      expect(there.below).toBeGreaterThanOrEqual(here.below - 1e-12);
    },
  );

  it("keeps its digits for a whole region over years", () => {
    // Ramanujan: a Poisson count is below its mean n with a half less theta masses at n, theta = 1/3 + 4/(135 n).
    const n = 100_000;
    const theta = 1 / 3 + 4 / (135 * n);
    const massAtN = (1 - 1 / (12 * n)) / Math.sqrt(2 * Math.PI * n);

    expectNear(gammaTails(n, n).below, 0.5 + theta * massAtN);
    expectNear(gammaTails(n + 1, n).below, 0.5 - (1 - theta) * massAtN);
  });
});

describe("the incomplete beta function", () => {
  test.prop([wholes, wholes, shares])("is the sum of a binomial law", (count, others, share) => {
    expectNear(betaTails(count + 1, others, share).above, sumOfBinomial(count, count + others, share));
  });

  test.prop([shapes, shapes, shares])("seen from the other side is its complement", (first, second, share) => {
    expectNear(betaTails(first, second, share).below, betaTails(second, first, 1 - share).above);
  });

  // From 1 on: below it the law is so steep near 1 that a share of sixteen digits is not enough, which is why the inverse gives odds.
  test.prop([shapesFromOne, shapesFromOne, shares])("gives back what its inverse was asked for", (first, second, probability) => {
    const odds = betaQuantileOdds(first, second, probability);

    expectNear(betaTails(first, second, odds / (1 + odds)).below, probability);
    expect(betaQuantileOdds(second, first, 1 - probability) * odds).toBeCloseTo(1, 8);
  });

  it("of halves is the arc sine", () => {
    for (const share of [0.01, 0.2, 0.5, 0.9]) expectNear(betaTails(0.5, 0.5, share).below, (2 / Math.PI) * Math.asin(Math.sqrt(share)));
  });
});
