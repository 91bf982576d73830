import type { CallRecord } from "../../contract/call.ts";
import { type CallMetrics, type MetricsSource, metricsOf } from "./call-metrics.ts";

/** `unclassified`: too short, or without a measure of loss; neither good nor bad. */
export const qualityClasses = ["good", "degraded", "bad", "unclassified"] as const;
export type QualityClass = (typeof qualityClasses)[number];

export const qualityMetrics = ["videoLossRatio", "audioLossRatio", "jitterMs", "roundTripMs"] as const;
export type QualityMetric = (typeof qualityMetrics)[number];

/** What the network made of a call: as good as its weakest metric, which is named. */
export interface CallScore {
  /** 0 to 100; null: unclassified. */
  readonly score: number | null;
  readonly class: QualityClass;
  readonly weakest: QualityMetric | null;
}

type Anchors = readonly [hundred: number, eighty: number, fifty: number, zero: number];

/**
 * Where the score is 100, 80, 50 and 0, straight lines between. Video: 1 % and 5 % Polycom RMX (normal, critical), 15 % Microsoft CQD.
 * Audio: 10 % CQD. Jitter: 10 ms Cisco, 30 ms CQD. Round trip: twice the 150 and 250 ms one way of Cisco, 500 ms CQD too.
 */
const anchors: Readonly<Record<QualityMetric, Anchors>> = {
  videoLossRatio: [0, 0.01, 0.05, 0.15],
  audioLossRatio: [0, 0.01, 0.1, 0.2],
  jitterMs: [0, 10, 30, 60],
  roundTripMs: [0, 300, 500, 1_000],
};

const scores: Anchors = [100, 80, 50, 0];
const goodFrom = 80;
const degradedFrom = 50;
const leastSeconds = 60;

const unclassified: CallScore = { score: null, class: "unclassified", weakest: null };

/** The score of one call as it is kept. */
export function scoreOfCall(call: Pick<CallRecord, "durationS" | "quality" | MetricsSource>): CallScore {
  return call.quality === "too_short" ? unclassified : scoreOf(metricsOf(call), call.durationS);
}

/** @param durationS seconds connected */
export function scoreOf(metrics: CallMetrics, durationS: number): CallScore {
  const hasLoss = metrics.videoLossRatio !== undefined || metrics.audioLossRatio !== undefined;
  if (durationS < leastSeconds || !hasLoss) return unclassified;
  let weakest: QualityMetric | null = null;
  let score = 100;
  for (const metric of qualityMetrics) {
    const value = metrics[metric];
    if (value === undefined) continue;
    const own = pointsAt(value, anchors[metric]);
    if (weakest === null || own < score) [weakest, score] = [metric, own];
  }
  return { score, class: classOf(score), weakest };
}

function classOf(score: number): QualityClass {
  if (score >= goodFrom) return "good";
  return score >= degradedFrom ? "degraded" : "bad";
}

function pointsAt(value: number, places: Anchors): number {
  for (const index of [1, 2, 3] as const) {
    const [from, to] = [places[index - 1] ?? 0, places[index]];
    const [high, low] = [scores[index - 1] ?? 100, scores[index]];
    if (value === to) return low;
    if (value < to) return high - ((high - low) * (Math.max(value, from) - from)) / (to - from);
  }
  return 0;
}
