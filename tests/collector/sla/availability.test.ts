import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { availabilityOf, availabilityOfSeconds, poolSeconds } from "../../../collector/sla/availability.ts";
import { startOfLocalDay } from "../../../collector/sla/calendar.ts";
import type { EndpointState, StateInterval } from "../../../collector/sla/state-interval.ts";

function during(state: EndpointState, from: number, to: number): StateInterval {
  return { from, to, state, cause: "answered", evidence: { firstObservedAt: from * 1000, lastObservedAt: to * 1000 } };
}

describe("availability of a period", () => {
  it("counts an agent's silence as unknown, not as downtime", () => {
    const hours = availabilityOf([during("up", 0, 3600)], 0, 7200);

    expect(hours).toMatchObject({ ratio: 1, coverage: 0.5, lowBound: 0.5, highBound: 1 });
  });

  it("says that it cannot know a period nobody observed", () => {
    expect(availabilityOf([], 0, 3600)).toMatchObject({ ratio: null, coverage: 0, lowBound: 0, highBound: 1 });
    expect(availabilityOf([], 3600, 3600)).toMatchObject({ ratio: null, coverage: null, lowBound: null, highBound: null });
  });

  it("gives the figures of the method for a gap of six hours and an outage of 2,592 seconds in April", () => {
    const april = availabilityOfSeconds({ up: 2_567_808, degraded: 0, down: 2_592, site: 0, unknown: 21_600 });

    expect(april.ratio).toBeCloseTo(0.998992, 6);
    expect(april.coverage).toBeCloseTo(0.991667, 6);
    expect(april.lowBound).toBeCloseTo(0.990667, 6);
    expect(april.highBound).toBeCloseTo(0.999, 6);
  });

  it("pools territories by seconds, not by percentages", () => {
    const pooled = poolSeconds([
      { up: 7_776_000, degraded: 0, down: 86_400, site: 0, unknown: 0 },
      { up: 3_927_600, degraded: 0, down: 3_600, site: 0, unknown: 0 },
    ]);

    expect(availabilityOfSeconds(pooled).ratio).toBeCloseTo(0.992369, 6);
  });

  const anyIntervals = fc
    .array(
      fc.tuple(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 0, max: 100 }),
        fc.constantFrom<EndpointState>("up", "degraded", "down", "site", "unknown"),
      ),
    )
    .map((steps) => {
      let at = 0;
      return steps.map(([length, hole, state]) => {
        const from = at + hole;
        at = from + length;
        return during(state, from, at);
      });
    });

  test.prop([anyIntervals, fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 })])(
    "every second is in exactly one state and the truth lies between the bounds",
    (intervals, from, length) => {
      const period = availabilityOf(intervals, from, from + length);

      expect(Object.values(period.seconds).reduce((sum, seconds) => sum + seconds, 0)).toBe(length);
      if (period.ratio === null) return;
      expect(period.lowBound).toBeLessThanOrEqual(period.ratio);
      expect(period.highBound).toBeGreaterThanOrEqual(period.ratio);
    },
  );
});

describe("the local day", () => {
  it.each([
    ["2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z"],
    ["2026-03-30T12:00:00Z", "2026-03-29T22:00:00Z"],
    ["2026-10-25T23:30:00Z", "2026-10-25T23:00:00Z"],
    ["2026-10-25T22:30:00Z", "2026-10-24T22:00:00Z"],
  ])("of %s in Paris began at %s, days of 23 and 25 hours included", (now, midnight) => {
    expect(startOfLocalDay(Date.parse(now) / 1000, "Europe/Paris")).toBe(Date.parse(midnight) / 1000);
  });
});
