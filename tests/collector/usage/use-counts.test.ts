import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Span } from "../../../collector/sla/spans.ts";
import { CountsSum, medianMinutes } from "../../../collector/usage/add-counts.ts";
import { joinFarEnds } from "../../../collector/usage/far-ends.ts";
import { type UseCounts, useCountsOf } from "../../../collector/usage/use-counts.ts";
import type { TimedCall } from "../../../collector/usage/uses.ts";
import { call, monday, someCalls } from "./some-calls.ts";

const startS = monday / 1000;
const hours = (from: number, to: number): Span => ({ from: startS + from * 3_600, to: startS + to * 3_600 });
const week = hours(-24, 168);
/** Open from nine to noon in Paris; the service was promised from ten. */
const terms = { open: [hours(8, 11)], expected: [hours(9, 11)] };
const countsOf = (calls: readonly TimedCall[], span = week): UseCounts => useCountsOf(calls, span, terms, () => "unclassified");

describe("what calls come to", () => {
  it("tells hours within the service, outside opening hours, and of two far ends at once only once", () => {
    const calls = [call(10 * 60, 30), call(10 * 60 + 10, 60, { farEnd: "00000000000000bb" }), call(20 * 60, 10)];

    expect(countsOf(calls)).toMatchObject({
      uses: 3,
      days: 1,
      usedSeconds: 80 * 60,
      serviceUsedSeconds: 60 * 60,
      offHoursSeconds: 20 * 60,
      offHoursUses: 1,
      lengths: [10, 30, 60],
      farEnds: { told: 3, distinct: [2, 2], first: [2, 2] },
    });
    expect(medianMinutes(countsOf(calls))).toBe(30);
  });

  it("counts the records of one attempt as one, and says how many were hard", () => {
    const first = call(0, 0, { key: "first" });
    const calls = [
      first,
      call(0.2, 0, { retryOf: "first" }),
      call(0.4, 20, { retryOf: "first" }),
      call(60, 0),
      call(120, 0.5),
      call(180, 30),
      call(240, 0, { direction: "in" }),
      call(300, 0, { isTest: true }),
    ];

    expect(countsOf(calls)).toMatchObject({ attempts: 4, failedAttempts: 1, retries: 2, shortCalls: 1, hardAttempts: 3, uses: 2 });
  });

  it("counts a use where it began, with all its redials, and its time where it was", () => {
    const calls = [call(23 * 60 - 10, 9), call(23 * 60 + 2, 8)];
    const midnight = hours(0, 23);

    expect(countsOf(calls, midnight)).toMatchObject({ uses: 1, lengths: [17], usedSeconds: 9 * 60, days: 1 });
    expect(countsOf(calls, hours(23, 47))).toMatchObject({ uses: 0, lengths: [], usedSeconds: 8 * 60, days: 1 });
  });

  it("is the same for a week as for its parts added up, but for far ends, which lie within what is said of them", () => {
    fc.assert(
      fc.property(someCalls, fc.integer({ min: 0, max: 5 }), (calls, day) => {
        const cut = startS + (day * 24 - 1) * 3_600;
        const whole = countsOf(calls);
        const [before, after] = [countsOf(calls, { ...week, to: cut }), countsOf(calls, { ...week, from: cut })];
        const sum = new CountsSum();
        for (const part of [before, after]) sum.add(part);

        expect({ ...sum.result(), farEnds: null }).toEqual({ ...whole, farEnds: null });
        const { told, distinct, first } = joinFarEnds(before.farEnds, after.farEnds);
        expect(told).toBe(whole.farEnds.told);
        for (const [within, exact] of [[distinct, whole.farEnds.distinct[0]] as const, [first, whole.farEnds.first[0]] as const]) {
          expect(within[0]).toBeLessThanOrEqual(exact);
          expect(within[1]).toBeGreaterThanOrEqual(exact);
        }
      }),
    );
  });

  it("never takes time, days, attempts or calls away for one call more", () => {
    fc.assert(
      fc.property(
        someCalls.filter((list) => list.length > 0),
        (calls) => {
          const [was, is] = [countsOf(calls.slice(1)), countsOf(calls)];
          for (const name of ["usedSeconds", "serviceUsedSeconds", "offHoursSeconds", "days", "attempts", "hardAttempts"] as const) {
            expect(is[name]).toBeGreaterThanOrEqual(was[name]);
          }
          expect(is.quality.unclassified).toBeGreaterThanOrEqual(was.quality.unclassified);
        },
      ),
    );
  });
});
