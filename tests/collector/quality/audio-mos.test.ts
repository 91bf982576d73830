import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audioMosOf, g711Concealing } from "../../../collector/quality/audio-mos.ts";
import { vectors } from "../usage/vectors.ts";

const anyMetrics = fc.record({
  audioLossRatio: fc.double({ min: 0, max: 1, noNaN: true }),
  jitterMs: fc.integer({ min: 0, max: 500 }),
  roundTripMs: fc.integer({ min: 0, max: 3_000 }),
});

describe("the estimated opinion of the sound", () => {
  it.each(vectors.emodel)("at $loss %% loss, $jitter ms jitter and $rtt ms round trip is $mos", (vector) => {
    const estimate = audioMosOf(
      { audioLossRatio: vector.loss / 100, jitterMs: vector.jitter, roundTripMs: vector.rtt },
      { impairment: vector.ie ?? g711Concealing.impairment, lossRobustness: vector.bpl ?? g711Concealing.lossRobustness },
    );

    expect(estimate?.delayMs).toBe(vector.ta);
    expect(estimate?.delayImpairment).toBeCloseTo(vector.idd, 4);
    expect(estimate?.lossImpairment).toBeCloseTo(vector.ieeff, 4);
    expect(estimate?.rating).toBeCloseTo(vector.R, 4);
    expect(estimate?.mos).toBeCloseTo(vector.mos, 4);
  });

  it("is not made up where one of its three measures is missing", () => {
    expect(audioMosOf({ jitterMs: 2, roundTripMs: 20 })).toBeNull();
    expect(audioMosOf({ audioLossRatio: 0, roundTripMs: 20 })).toBeNull();
    expect(audioMosOf({ audioLossRatio: 0, jitterMs: 2 })).toBeNull();
  });

  test.prop([anyMetrics, anyMetrics])("falls, from 4.41 to 1, as the network gets worse", (one, other) => {
    const worse = {
      audioLossRatio: Math.max(one.audioLossRatio, other.audioLossRatio),
      jitterMs: Math.max(one.jitterMs, other.jitterMs),
      roundTripMs: Math.max(one.roundTripMs, other.roundTripMs),
    };
    const [better, lower] = [audioMosOf(one)?.mos ?? 0, audioMosOf(worse)?.mos ?? 0];

    expect(lower).toBeLessThanOrEqual(better + 1e-9);
    expect(lower).toBeGreaterThanOrEqual(1);
    expect(better).toBeLessThan(4.42);
  });
});
