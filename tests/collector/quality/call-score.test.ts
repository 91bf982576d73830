import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CallMetrics } from "../../../collector/quality/call-metrics.ts";
import { type QualityMetric, scoreOf, scoreOfCall } from "../../../collector/quality/call-score.ts";
import { qualityClassWords } from "../../../collector/quality/fr.ts";
import { vectors } from "../usage/vectors.ts";

const nameInVectors: Readonly<Record<QualityMetric, string>> = {
  videoLossRatio: "videoLoss",
  audioLossRatio: "audioLoss",
  jitterMs: "jitter",
  roundTripMs: "rtt",
};

/** The vectors tell loss in percent. */
function metricsIn({ videoLoss, audioLoss, jitter, rtt }: (typeof vectors.quality)[number]["input"]): CallMetrics {
  return {
    ...(videoLoss === undefined ? {} : { videoLossRatio: videoLoss / 100 }),
    ...(audioLoss === undefined ? {} : { audioLossRatio: audioLoss / 100 }),
    ...(jitter === undefined ? {} : { jitterMs: jitter }),
    ...(rtt === undefined ? {} : { roundTripMs: rtt }),
  };
}

const ratio = fc.double({ min: 0, max: 1, noNaN: true });
const milliseconds = fc.integer({ min: 0, max: 3_000 });
const metrics = fc.record({ videoLossRatio: ratio, audioLossRatio: ratio, jitterMs: milliseconds, roundTripMs: milliseconds });

describe("the score of a call", () => {
  it.each(vectors.quality.map((vector) => [JSON.stringify(vector.input), vector] as const))("is that of the method: %s", (_, vector) => {
    const score = scoreOf(metricsIn(vector.input), vector.input.duration);

    expect(score.score === null ? null : Math.round(score.score * 10) / 10).toBe(vector.score);
    expect(qualityClassWords[score.class]).toBe(vector.class);
    expect(score.weakest === null ? null : nameInVectors[score.weakest]).toBe(vector.weakest);
  });

  test.prop([metrics, metrics])("never gets better when a metric gets worse", (one, other) => {
    const worse: CallMetrics = {
      videoLossRatio: Math.max(one.videoLossRatio, other.videoLossRatio),
      audioLossRatio: Math.max(one.audioLossRatio, other.audioLossRatio),
      jitterMs: Math.max(one.jitterMs, other.jitterMs),
      roundTripMs: Math.max(one.roundTripMs, other.roundTripMs),
    };

    expect(scoreOf(worse, 600).score ?? 0).toBeLessThanOrEqual(scoreOf(one, 600).score ?? 0);
  });

  test.prop([metrics])("is the worst of what each metric alone would give, from 0 to 100", (all) => {
    const { videoLossRatio, audioLossRatio, jitterMs, roundTripMs } = all;
    const score = scoreOf(all, 600).score ?? -1;
    const alone = [
      scoreOf({ videoLossRatio }, 600),
      scoreOf({ audioLossRatio }, 600),
      scoreOf({ videoLossRatio: 0, jitterMs }, 600),
      scoreOf({ videoLossRatio: 0, roundTripMs }, 600),
    ];

    expect(score).toBe(Math.min(...alone.map((one) => one.score ?? 101)));
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(100);
  });

  it("comes from the streams of the codec, the worst direction of each; a shared screen is not mixed in", () => {
    const score = scoreOfCall({
      durationS: 600,
      quality: "measured",
      streams: [
        { medium: "video", direction: "in", lossRatio: 0.001, maxJitterMs: 4 },
        { medium: "video", direction: "out", lossRatio: 0.03, maxJitterMs: 8 },
        { medium: "audio", direction: "in", lossRatio: 0.002, maxLatencyMs: 40 },
        { medium: "presentation", direction: "out", lossRatio: 0.5, maxJitterMs: 500 },
      ],
    });

    expect(score.score).toBeCloseTo(65, 9);
    expect(score).toMatchObject({ class: "degraded", weakest: "videoLossRatio" });
  });

  it("takes the one loss that some codecs tell of a whole call for that of its video", () => {
    expect(scoreOfCall({ durationS: 600, quality: "measured", lossRatio: 0.06 })).toMatchObject({ score: 45, weakest: "videoLossRatio" });
  });

  it("is not said where the codec's figures are too short to mean anything", () => {
    expect(scoreOfCall({ durationS: 90, quality: "too_short", lossRatio: 0 }).class).toBe("unclassified");
  });
});
