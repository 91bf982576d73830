import { betaQuantileOdds, betaTails } from "./beta.ts";
import type { Count, Interval } from "./poisson.ts";

/** How often uses are made in one time against another. Exact, given how many there were in both: each fell in the later time or not. */
export interface RateComparison extends Interval {
  /** Later rate over earlier rate; null: there was none earlier, and nothing can be divided by it. */
  readonly ratio: number | null;
  /** How likely so few later uses are, had nothing changed: P(X ≤ later). */
  readonly dropP: number;
  /** How likely so many. */
  readonly riseP: number;
}

/**
 * The exact conditional test of two counts and the interval of their ratio (Przyborowski and Wilenski 1940; Clopper and Pearson 1934).
 * Null: one of the times has no exposure, or there was no use in either.
 */
export function compareRates(earlier: Count, later: Count, confidence = 0.95): RateComparison | null {
  const both = earlier.uses + later.uses;
  if (earlier.months <= 0 || later.months <= 0 || both === 0) return null;
  const outside = (1 - confidence) / 2;
  const perExposure = earlier.months / later.months;
  const low = later.uses === 0 ? 0 : betaQuantileOdds(later.uses, earlier.uses + 1, outside);
  const high = earlier.uses === 0 ? null : betaQuantileOdds(later.uses + 1, earlier.uses, 1 - outside);
  return {
    ratio: earlier.uses === 0 ? null : (later.uses / earlier.uses) * perExposure,
    low: low * perExposure,
    high: high === null ? null : high * perExposure,
    dropP: dropProbability(earlier, later),
    riseP: riseProbability(earlier, later),
  };
}

/** P(X ≤ later uses), X binomial among the uses of both times, by their exposures. 1: no use, nothing dropped. */
export function dropProbability(earlier: Count, later: Count): number {
  return earlier.uses === 0 ? 1 : betaTails(later.uses + 1, earlier.uses, shareOfLater(earlier, later)).above;
}

/** P(X ≥ later uses). */
export function riseProbability(earlier: Count, later: Count): number {
  return later.uses === 0 ? 1 : betaTails(later.uses, earlier.uses + 1, shareOfLater(earlier, later)).below;
}

const shareOfLater = (earlier: Count, later: Count): number => later.months / (earlier.months + later.months);
