import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanOf, probabilityBelow } from "../../../collector/usage/posterior.ts";
import { type RatePrior, ratePrior, shrunkBelief, territoryPrior } from "../../../collector/usage/shrinkage.ts";
import { compareWithStudy } from "../../../collector/usage/study.ts";
import { asWritten, vectors } from "./vectors.ts";

const sites = vectors.hyper.sites.map(({ n, t }) => ({ uses: n, months: t }));
const site = fc.record({ uses: fc.integer({ min: 0, max: 40 }), months: fc.double({ min: 0.5, max: 12, noNaN: true }) });
const meanIn = (prior: RatePrior | null): number => prior?.mean ?? Number.NaN;

describe("what a site's neighbours say of it", () => {
  it("has the moments of the method", () => {
    const prior = ratePrior(sites);
    const { m, v, a, b } = vectors.hyper;

    expect(prior).toMatchObject({ kind: "spread" });
    if (prior?.kind !== "spread") return;
    expect(prior.mean).toBeCloseTo(m, asWritten);
    expect(prior.variance).toBeCloseTo(v, asWritten);
    expect(prior.belief.shape).toBeCloseTo(a, asWritten);
    expect(prior.belief.rate).toBeCloseTo(b, asWritten);
  });

  it.each(vectors.posterior)("draws $raw uses a month of $n to $shrunk", ({ n, t, shrunk, pBelow2, pBelow4 }) => {
    const belief = shrunkBelief({ uses: n, months: t }, ratePrior(sites)) ?? { shape: 1, rate: 1 };

    expect(meanOf(belief)).toBeCloseTo(shrunk, asWritten);
    expect(probabilityBelow(belief, 2)).toBeCloseTo(pBelow2, asWritten);
    expect(probabilityBelow(belief, 4)).toBeCloseTo(pBelow4, asWritten);
  });

  it("is one rate for all where they differ no more than by chance, no more sure than their sum", () => {
    const alike = [7, 8, 7, 8, 7].map((uses) => ({ uses, months: 3 }));
    const prior = ratePrior(alike);

    expect(prior).toMatchObject({ kind: "pooled", all: { uses: 37, months: 15 } });
    expect(shrunkBelief({ uses: 0, months: 3 }, prior)).toEqual({ shape: 37.5, rate: 15 });
  });

  it("comes from the region where a territory has fewer than five sites that could be used", () => {
    const four = [...sites.slice(0, 4), { uses: 0, months: 0 }];
    const region = sites.map(({ uses, months }) => ({ uses: uses * 2, months }));

    expect(meanIn(territoryPrior(four, region))).toBe(meanIn(ratePrior(region)));
    expect(meanIn(territoryPrior(sites, region))).toBe(meanIn(ratePrior(sites)));
  });

  it("is nothing where there is one site, no use or no exposure: then the site speaks alone", () => {
    expect(ratePrior([{ uses: 3, months: 3 }])).toBeNull();
    expect(
      ratePrior([
        { uses: 0, months: 3 },
        { uses: 0, months: 3 },
      ]),
    ).toBeNull();
    expect(shrunkBelief({ uses: 3, months: 3 }, null)).toEqual({ shape: 3.5, rate: 3 });
    expect(shrunkBelief({ uses: 0, months: 0 }, null)).toBeNull();
  });

  test.prop([fc.array(site, { minLength: 5, maxLength: 40 })])(
    "lies between what a site shows and the mean of all, in any order",
    (some) => {
      const prior = ratePrior(some);
      if (prior?.kind !== "spread") return;

      expect(meanIn(ratePrior(some.toReversed()))).toBeCloseTo(prior.mean, 9);
      for (const one of some) {
        const shrunk = meanOf(shrunkBelief(one, prior) ?? { shape: -1, rate: 1 });
        const raw = one.uses / one.months;
        expect(shrunk).toBeGreaterThanOrEqual(Math.min(raw, prior.mean) - 1e-9);
        expect(shrunk).toBeLessThanOrEqual(Math.max(raw, prior.mean) + 1e-9);
      }
    },
  );
});

describe("the figure of the study", () => {
  const study = { lowPerMonth: 2, highPerMonth: 3, quotation: "une moyenne de 2 ou 3 usages par mois au sein de ces EPCI", source: "2016" };

  it.each([
    [0, 3, "below"],
    [6, 3, "undecided"],
    [40, 3, "above"],
    [900, 360, "within"],
  ] as const)("beside %d uses in %d months: %s", (uses, months, position) => {
    expect(compareWithStudy({ uses, months }, study)?.position).toBe(position);
  });

  it("is beside nothing where there is no exposure", () => {
    expect(compareWithStudy({ uses: 0, months: 0 }, study)).toBeNull();
  });
});
