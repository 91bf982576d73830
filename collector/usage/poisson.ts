import { gammaQuantile, gammaTails } from "./gamma.ts";

/** Between what and what a figure lies. `high` null: no upper end can be given, which is not "very large". */
export interface Interval {
  readonly low: number;
  readonly high: number | null;
}

/** An interval of counts always has both ends. */
export interface CountInterval extends Interval {
  readonly high: number;
}

/** What the mean of a count may be, both sides: exact, after F. Garwood (1936). It holds the mean at least as often as stated. */
export function poissonInterval(count: number, confidence = 0.95): CountInterval {
  const outside = (1 - confidence) / 2;
  return { low: poissonLowerLimit(count, 1 - outside), high: poissonUpperLimit(count, 1 - outside) };
}

/** The mean is above this, one side, with the stated confidence. */
export function poissonLowerLimit(count: number, confidence = 0.95): number {
  return count === 0 ? 0 : gammaQuantile(count, 1 - confidence);
}

/** The mean is below this, one side, with the stated confidence. */
export function poissonUpperLimit(count: number, confidence = 0.95): number {
  return gammaQuantile(count + 1, confidence);
}

/** How likely so few, where a mean is expected: P(X ≤ count). */
export function poissonAtMost(count: number, mean: number): number {
  return count < 0 ? 0 : gammaTails(count + 1, mean).above;
}

/** Uses and the time they were counted over. */
export interface Count {
  readonly uses: number;
  /** Exposure, months. */
  readonly months: number;
}

/** Uses a month with their exact interval. Null: no time to speak of. */
export interface RatePerMonth extends CountInterval {
  readonly rate: number;
}

export function ratePerMonth({ uses, months }: Count, confidence = 0.95): RatePerMonth | null {
  if (months <= 0) return null;
  const { low, high } = poissonInterval(uses, confidence);
  return { rate: uses / months, low: low / months, high: high / months };
}
