import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Scenario } from "../../../collector/sla/scenario.ts";
import { evaluate } from "./evaluate-scenario.ts";
import { type NaiveHours, naiveSeconds, stepSeconds } from "./naive-model.ts";

const dayWords = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const threeYears = { from: Date.UTC(2025, 0, 1) / 1000, to: Date.UTC(2028, 0, 1) / 1000 };
const longestPeriod = 13_000;
const steps = (threeYears.to - threeYears.from) / stepSeconds - longestPeriod;

const second = fc.integer({ min: 0, max: steps }).map((step) => threeYears.from + step * stepSeconds);
const utc = (at: number): string => new Date(at * 1000).toISOString();

/** From minutes to weeks, within a window of the three years. */
const stretchIn = (from: number, to: number): fc.Arbitrary<[string, string]> =>
  fc
    .tuple(fc.integer({ min: 0, max: (to - from) / stepSeconds }), fc.integer({ min: 1, max: 2_000 }))
    .map(([start, length]): [string, string] => [utc(from + start * stepSeconds), utc(from + (start + length) * stepSeconds)]);

const daySpans = fc.constantFrom<readonly (readonly [number, number])[]>(
  [],
  [[540, 720]],
  [[480, 1_080]],
  [
    [540, 750],
    [810, 1_080],
  ],
  [[0, 1_440]],
);
const hours: fc.Arbitrary<NaiveHours> = fc
  .record({ week: fc.array(daySpans, { minLength: 7, maxLength: 7 }), isClosedOnHolidays: fc.boolean() })
  .filter(({ week }) => week.some((spans) => spans.length > 0));

interface Case {
  readonly scenario: Scenario;
  readonly hours: NaiveHours;
  readonly from: number;
  readonly to: number;
}

const anyCase: fc.Arbitrary<Case> = fc.tuple(second, fc.integer({ min: 1, max: longestPeriod }), hours).chain(([from, length, week]) => {
  const to = from + length * stepSeconds;
  const stretches = fc.array(stretchIn(from - 86_400, to), { maxLength: 6 });
  const maintenance = fc.tuple(stretchIn(from, to), fc.integer({ min: -300, max: 300 })).map(([[start, end], shift]) => ({
    from: start,
    to: end,
    declaredAt: utc(Date.parse(start) / 1000 + shift * stepSeconds),
  }));
  return fc
    .record({
      down: stretches,
      site: stretches,
      degraded: stretches,
      unknown: stretches,
      inService: fc.option(stretches, { nil: undefined }),
      maintenance: fc.array(maintenance, { maxLength: 3 }),
      noticeSteps: fc.integer({ min: 0, max: 200 }),
    })
    .map(({ down, site, degraded, unknown, inService, maintenance: windows, noticeSteps }) => ({
      scenario: {
        period: { from: utc(from), to: utc(to) },
        serviceHours: textOf(week),
        states: { down, site, degraded, unknown },
        maintenance: windows,
        noticeSeconds: noticeSteps * stepSeconds,
        ...(inService === undefined ? {} : { inService }),
      },
      hours: week,
      from,
      to,
    }));
});

function textOf({ week, isClosedOnHolidays }: NaiveHours): string {
  const time = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  const rules = week.map((spans, day) => {
    const told = spans.map(([from, to]) => `${time(from)}-${time(to)}`).join(",");
    return `${dayWords[day]} ${told === "" ? "off" : told}`;
  });
  return [...rules, ...(isClosedOnHolidays ? ["PH off"] : [])].join("; ");
}

describe("the account of any period of three years", () => {
  it("is that of a person who looks at the clock on the wall every ten minutes", () => {
    fc.assert(
      fc.property(anyCase, ({ scenario, hours: week, from, to }) => {
        expect(evaluate(scenario).seconds).toEqual(naiveSeconds(scenario, from, to, week));
      }),
      { numRuns: 30 },
    );
  });

  it("adds up: expected is what was up, degraded, down, site and unknown; its bounds contain the availability", () => {
    fc.assert(
      fc.property(anyCase, ({ scenario }) => {
        const { seconds, service, bounds } = evaluate(scenario);

        expect(seconds.up + seconds.degraded + seconds.down + seconds.site + seconds.unknown).toBe(seconds.expected);
        if (service !== null) expect([Number(service) >= Number(bounds[0]), Number(service) <= Number(bounds[1])]).toEqual([true, true]);
      }),
    );
  });

  it("is the sum of the accounts of its parts, wherever it is cut", () => {
    fc.assert(
      fc.property(anyCase, fc.double({ min: 0, max: 1, noNaN: true }), ({ scenario, from, to }, share) => {
        const cut = from + Math.floor(((to - from) / stepSeconds) * share) * stepSeconds;
        const whole = evaluate(scenario).seconds;
        const before = evaluate({ ...scenario, period: { from: utc(from), to: utc(cut) } }).seconds;
        const after = evaluate({ ...scenario, period: { from: utc(cut), to: utc(to) } }).seconds;

        for (const name of Object.keys(whole) as (keyof typeof whole)[]) expect(before[name] + after[name]).toBe(whole[name]);
      }),
    );
  });

  it("changes within a maintenance only when one is declared: what it takes out was expected before", () => {
    fc.assert(
      fc.property(anyCase, ({ scenario }) => {
        const without = evaluate({ ...scenario, maintenance: [] }).seconds;
        const withIt = evaluate(scenario).seconds;

        expect(withIt.expected + withIt.maintenance).toBe(without.expected);
        for (const state of ["up", "degraded", "down", "site", "unknown"] as const)
          expect(withIt[state]).toBeLessThanOrEqual(without[state]);
      }),
    );
  });

  it("does not depend on the order in which outages are told, nor on telling them twice or in pieces", () => {
    fc.assert(
      fc.property(anyCase, ({ scenario }) => {
        const down = scenario.states?.down ?? [];
        const pieces = down.flatMap(([from, to]): [string, string][] => {
          const middle = new Date((Date.parse(from) + Date.parse(to)) / 2).toISOString();
          return [
            [middle, to],
            [from, middle],
            [from, to],
          ];
        });

        expect(evaluate({ ...scenario, states: { ...scenario.states, down: pieces.toReversed() } })).toEqual(evaluate(scenario));
      }),
    );
  });
});
