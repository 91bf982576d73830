import type { CallScore, QualityClass, QualityMetric } from "./call-score.ts";

/** The calls of a site and a period, by class. Counts add up; a percentage does not. */
export type QualityCounts = Readonly<Record<QualityClass, number>>;

export const noCalls: QualityCounts = { good: 0, degraded: 0, bad: 0, unclassified: 0 };

export function countClasses(scores: readonly Pick<CallScore, "class">[]): QualityCounts {
  const counts = { ...noCalls };
  for (const { class: name } of scores) counts[name] += 1;
  return counts;
}

export function addQuality(parts: readonly QualityCounts[]): QualityCounts {
  const sum = { ...noCalls };
  for (const part of parts) {
    sum.good += part.good;
    sum.degraded += part.degraded;
    sum.bad += part.bad;
    sum.unclassified += part.unclassified;
  }
  return sum;
}

/** How often each metric was the weakest of a call that was not good: what to repair first. */
export function weakestOf(scores: readonly CallScore[]): Readonly<Record<QualityMetric, number>> {
  const counts: Record<QualityMetric, number> = { videoLossRatio: 0, audioLossRatio: 0, jitterMs: 0, roundTripMs: 0 };
  for (const { class: name, weakest } of scores) if (weakest !== null && name !== "good") counts[weakest] += 1;
  return counts;
}

/** What may be said of the quality of a period beside its counts. */
export interface QualityShares {
  /** Calls with a class. */
  readonly classified: number;
  /** Of all calls, 0 to 1; null: there was no call. */
  readonly coverage: number | null;
  /** Of those with a class, 0 to 1; null: fewer than five, of which only counts are shown. */
  readonly shares: Readonly<Record<Exclude<QualityClass, "unclassified">, number>> | null;
}

const fewestForShares = 5;

export function qualitySharesOf({ good, degraded, bad, unclassified }: QualityCounts): QualityShares {
  const classified = good + degraded + bad;
  const all = classified + unclassified;
  return {
    classified,
    coverage: all === 0 ? null : classified / all,
    shares: classified < fewestForShares ? null : { good: good / classified, degraded: degraded / classified, bad: bad / classified },
  };
}
