import { gammaQuantile, gammaTails } from "./gamma.ts";
import type { Count, CountInterval } from "./poisson.ts";

/** What is believed of a rate of uses a month: a gamma law of this shape and rate (months). */
export interface RateBelief {
  readonly shape: number;
  /** Months. */
  readonly rate: number;
}

/** After a count, with Jeffreys' prior, which knows nothing of the rate beforehand. Null: no exposure, nothing to believe. */
export function jeffreysPosterior({ uses, months }: Count): RateBelief | null {
  return months > 0 ? { shape: uses + 0.5, rate: months } : null;
}

/** How sure it is that the rate is below so many uses a month, 0 to 1. */
export function probabilityBelow({ shape, rate }: RateBelief, usesPerMonth: number): number {
  return gammaTails(shape, usesPerMonth * rate).below;
}

/** Uses a month, as believed on average. */
export function meanOf({ shape, rate }: RateBelief): number {
  return shape / rate;
}

/** The rate lies in it with this probability, equal tails. */
export function credibleInterval({ shape, rate }: RateBelief, probability = 0.95): CountInterval {
  const tail = (1 - probability) / 2;
  return { low: gammaQuantile(shape, tail) / rate, high: gammaQuantile(shape, 1 - tail) / rate };
}
