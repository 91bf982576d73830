import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeBesideOthers } from "../../../collector/usage/change-beside-others.ts";
import { besideOthersWords, quadrantActionWords, quadrantWords } from "../../../collector/usage/fr.ts";
import { incidentEffect, type SiteUseHistory } from "../../../collector/usage/incident-effect.ts";
import { oddsRatioTest } from "../../../collector/usage/odds-ratio.ts";
import { quadrantActions, quadrants, readAcross, reliabilityOf, useOf } from "../../../collector/usage/use-and-reliability.ts";
import { poissonDraws } from "./poisson-draws.ts";

const day = 86_400;
const hour = 3_600;
const year = { from: 0, to: 365 * day };
const outage = (from: number, serviceSeconds = 3 * hour): { from: number; to: number; serviceSeconds: number } => ({
  from,
  to: from + serviceSeconds,
  serviceSeconds,
});
const site = (told: Partial<SiteUseHistory>): SiteUseHistory => ({ watched: year, incidents: [], useStarts: [], usable: [year], ...told });

describe("use before and after incidents", () => {
  it("compares the sixty days on both sides in the time the room worked", () => {
    const incident = outage(100 * day);
    const down = { from: incident.to, to: incident.to + 30 * day };
    const effect = incidentEffect([
      site({
        incidents: [incident],
        useStarts: [39, 41, 70, 99, 100.01, 120, 150, 161].map((when) => when * day),
        usable: [
          { from: 0, to: incident.from },
          { from: down.to, to: year.to },
        ],
      }),
    ]);

    expect(effect.before).toEqual({ uses: 3, usableSeconds: 60 * day });
    // The uses of day 100 and 120 were made while the room is not known to have worked, that of day 161 is beyond the sixty days.
    expect(effect.after).toEqual({ uses: 1, usableSeconds: 30 * day });
    expect(effect.comparison?.ratio).toBeCloseTo(2 / 3, 9);
  });

  it("takes neither of two incidents whose days overlap, no short one, and none whose days were not all watched", () => {
    const incidents = [outage(30 * day), outage(160 * day, hour), outage(161 * day), outage(200 * day), outage(330 * day)];
    const effect = incidentEffect([site({ incidents })]);

    expect(effect.incidents).toBe(0);
    expect(effect.leftOut).toEqual({ overlapping: 2, notWatched: 2 });
    expect(effect.comparison).toBeNull();
  });

  it("needs about forty incidents to show that a quarter of the use is gone", () => {
    const starts = (from: number, uses: number): number[] => Array.from({ length: uses }, (_, place) => from + (place + 0.5) * day);
    const sites = Array.from({ length: 25 }, () =>
      site({ incidents: [outage(100 * day)], useStarts: [...starts(50 * day, 4), ...starts(101 * day, 3)] }),
    );
    const effect = incidentEffect(sites);

    expect([effect.before.uses, effect.after.uses, effect.incidents]).toEqual([100, 75, 25]);
    expect(effect.comparison?.dropP).toBeCloseTo(0.034669, 5);
    expect(effect.comparison?.high).toBeGreaterThan(1);
  });
});

describe("a campaign beside territories without one", () => {
  const all = { months: 15 };

  it("is Fisher's exact test, with his tea", () => {
    const tea = oddsRatioTest({ before: 1, after: 3, othersBefore: 3, othersAfter: 1 }, 1);
    // Of eight cups, four and four: 1, 16, 36, 16 and 1 of 70 ways. By hand, how likely three or more, and three or fewer, are at a ratio.
    const threeOrMore = (ratio: number): number => {
      const ways = [1, 16 * ratio, 36 * ratio ** 2, 16 * ratio ** 3, ratio ** 4];
      return ((ways[3] ?? 0) + (ways[4] ?? 0)) / ways.reduce((sum, one) => sum + one, 0);
    };
    const threeOrFewer = (ratio: number): number => 1 - ratio ** 4 / (1 + 16 * ratio + 36 * ratio ** 2 + 16 * ratio ** 3 + ratio ** 4);

    expect(tea.p).toBeCloseTo(34 / 70, 9);
    expect(threeOrMore(tea.low)).toBeCloseTo(0.025, 9);
    expect(threeOrFewer(tea.high ?? 0)).toBeCloseTo(0.025, 9);
  });

  it("has no effect where use doubled everywhere", () => {
    const doubled = { before: { uses: 30, ...all }, after: { uses: 60, ...all } };

    expect(changeBesideOthers(doubled, doubled)).toMatchObject({ verdict: "no_effect_shown", ratio: 1 });
    expect(besideOthersWords.no_effect_shown).toBe("aucun effet visible");
  });

  it("is seen where use tripled and elsewhere did not, in times of different length too", () => {
    const campaign = { before: { uses: 30, months: 15 }, after: { uses: 60, months: 10 } };
    const others = { before: { uses: 200, months: 60 }, after: { uses: 130, months: 40 } };
    const effect = changeBesideOthers(campaign, others);

    expect(effect.verdict).toBe("more");
    expect(effect.ratio).toBeCloseTo(3 / (130 / 40 / (200 / 60)), 9);
    expect(changeBesideOthers(others, campaign).verdict).toBe("less");
  });

  it("is compared with nobody where there is nothing to compare with", () => {
    const none = { before: { uses: 0, ...all }, after: { uses: 0, ...all } };
    const some = { before: { uses: 9, ...all }, after: { uses: 9, ...all } };

    expect(changeBesideOthers(some, none)).toEqual({ verdict: "nothing_to_compare", ratio: null, test: null });
    expect(changeBesideOthers({ ...some, after: { uses: 9, months: 0 } }, some).verdict).toBe("nothing_to_compare");
  });

  const counts = fc.integer({ min: 1, max: 80 });
  const months = fc.double({ min: 1, max: 60, noNaN: true });

  test.prop([counts, counts, counts, counts, months, months])(
    "holds its own ratio, and turns over when the sides change",
    (a, b, c, d, t, u) => {
      const group = { before: { uses: a, months: t }, after: { uses: b, months: u } };
      const others = { before: { uses: c, months: t }, after: { uses: d, months: u } };
      const [one, other] = [changeBesideOthers(group, others), changeBesideOthers(others, group)];

      expect(one.test?.low).toBeLessThanOrEqual(one.ratio ?? -1);
      expect(one.test?.high ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(one.ratio ?? -1);
      expect((one.test?.high ?? 0) * (other.test?.low ?? 0)).toBeCloseTo(1, 6);
      expect(one.test?.p).toBeCloseTo(other.test?.p ?? -1, 9);
    },
  );

  it("holds the true ratio at least 95 times in 100, by simulation, for small and large territories", () => {
    const draw = poissonDraws(20_160_401);
    for (const [mean, ratio] of [
      [3, 1],
      [8, 2],
      [40, 0.5],
      [120, 1.3],
    ] as const) {
      const runs = 1_200;
      let held = 0;
      for (let run = 0; run < runs; run += 1) {
        const { test: interval } = changeBesideOthers(
          { before: { uses: draw(mean), ...all }, after: { uses: draw(mean * ratio * 0.8), ...all } },
          { before: { uses: draw(2 * mean), ...all }, after: { uses: draw(2 * mean * 0.8), ...all } },
        );
        if (interval === null || (interval.low <= ratio && ratio <= (interval.high ?? Number.POSITIVE_INFINITY))) held += 1;
      }
      // Three deviations below 95 % of 1,200 runs.
      expect(held / runs).toBeGreaterThan(0.95 - 0.019);
    }
  });
});

describe("use and reliability read across", () => {
  it.each([
    ["used", "reliable", "used_reliable", "maintenir"],
    ["used", "unreliable", "used_unreliable", "réparer"],
    ["unused", "reliable", "unused_reliable", "faire connaître"],
    ["unused", "unreliable", "unused_unreliable", "réparer, puis faire connaître"],
    ["undecided", "unreliable", "inconclusive", "réparer"],
    ["undecided", "reliable", "inconclusive", "poursuivre l'observation"],
    ["unused", "undecided", "inconclusive", "poursuivre l'observation"],
  ] as const)("a room that is %s and %s is %s: %s", (use, reliability, quadrant, action) => {
    const reading = readAcross(use, reliability);

    expect(reading.quadrant).toBe(quadrant);
    expect(quadrantActionWords[reading.action]).toBe(action);
  });

  it("takes a room for reliable or not only if what is unknown cannot change it", () => {
    expect(reliabilityOf({ expected: 1_000, worked: 995, unknown: 5 }, 9_900)).toBe("reliable");
    expect(reliabilityOf({ expected: 1_000, worked: 985, unknown: 5 }, 9_950)).toBe("unreliable");
    expect(reliabilityOf({ expected: 1_000, worked: 980, unknown: 20 }, 9_900)).toBe("undecided");
    expect(reliabilityOf({ expected: 1_000, worked: 990, unknown: 0 }, 9_900)).toBe("reliable");
    expect(reliabilityOf({ expected: 0, worked: 0, unknown: 0 }, 9_900)).toBe("undecided");
  });

  it.each([
    [0.97, "unused"],
    [0.8, "unused"],
    [0.5, "undecided"],
    [0.1, "used"],
    [null, "undecided"],
  ] as const)("takes a room of which under-use is sure to %s for %s", (probability, use) => {
    expect(useOf({ probability })).toBe(use);
  });

  it("has words for all its cases", () => {
    expect(quadrants.every((name) => quadrantWords[name].length > 0)).toBe(true);
    expect(quadrantActions.every((name) => quadrantActionWords[name].length > 0)).toBe(true);
  });
});
