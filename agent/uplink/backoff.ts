/** Bounds of the time between two tries, ms. */
export interface BackoffMs {
  readonly first: number;
  readonly longest: number;
}

export const backoffMs = {
  /** The collector is away or busy. */
  passing: { first: 1_000, longest: 60_000 },
  /** A person must do something first: a wrong token does not mend itself within a minute. */
  slow: { first: 15_000, longest: 300_000 },
} as const;

/** A collector that returns is told the present within one poll: nobody who polls more often waits longer than that. */
export function passingWithin(stateSeconds: number): BackoffMs {
  const { first, longest } = backoffMs.passing;
  return { first, longest: Math.min(longest, Math.max(first, stateSeconds * 1_000)) };
}

/**
 * Time until the next try: anywhere up to twice the last bound ("full jitter"), so that agents cut off together do not come back together.
 * @param failures tries that failed in a row, from 1
 * @param random from 0 to 1
 */
export function waitMs(bounds: BackoffMs, failures: number, random: number): number {
  const bound = Math.min(bounds.longest, bounds.first * 2 ** Math.min(failures, 30));
  return Math.max(bounds.first / 4, bound * random);
}
