import { type Count, poissonAtMost } from "./poisson.ts";
import { compareRates, dropProbability, type RateComparison } from "./rate-comparison.ts";

/** `no_change_shown` is no proof that nothing changed; `too_few`: what a halving would look like could not be told from chance. */
export const trendDirections = ["fell", "rose", "no_change_shown", "too_few"] as const;
export type TrendDirection = (typeof trendDirections)[number];

export interface Trend {
  readonly direction: TrendDirection;
  readonly comparison: RateComparison | null;
  /** How often this test would show it if use had fallen by half, 0 to 1; null where there is no exposure. */
  readonly powerToSeeHalving: number | null;
}

export interface TrendRules {
  /** Of each side, how likely a change may be by chance and still be called one. 0 to 1. */
  readonly significance: number;
  /** With less power to see a halving, nothing is said of a change that is not seen. 0 to 1. */
  readonly leastPower: number;
}

const usualTrendRules: TrendRules = { significance: 0.05, leastPower: 0.5 };

/**
 * Whether a territory is used less or more than before. For territories only: at 2.5 uses a month, a halving at one site is seen in a
 * quarter one time in four. For a site there is `extinctionOf`. Compare a quarter with the same one of the year before: August is not April.
 */
export function territoryTrend(earlier: Count, later: Count, rules: TrendRules = usualTrendRules): Trend {
  const comparison = compareRates(earlier, later);
  const powerToSeeHalving = powerAgainstHalving(earlier, later, rules.significance);
  return { direction: directionOf(comparison, powerToSeeHalving ?? 0, rules), comparison, powerToSeeHalving };
}

function directionOf(comparison: RateComparison | null, power: number, { significance, leastPower }: TrendRules): TrendDirection {
  if (comparison !== null && comparison.dropP <= significance) return "fell";
  if (comparison !== null && comparison.riseP <= significance) return "rose";
  return power < leastPower ? "too_few" : "no_change_shown";
}

/** Sums over what both counts may be were the earlier rate as counted and the later one half of it. */
function powerAgainstHalving(earlier: Count, later: Count, significance: number): number | null {
  if (earlier.months <= 0 || later.months <= 0) return null;
  const expectedLater = (earlier.uses / earlier.months / 2) * later.months;
  let power = 0;
  for (const [before, chance] of likelyCounts(earlier.uses)) {
    const most = mostThatIsADrop({ uses: before, months: earlier.months }, later.months, significance);
    power += chance * (most < 0 ? 0 : poissonAtMost(most, expectedLater));
  }
  return power;
}

/** The counts a mean may give, each with its chance, but for one in a million. Of large means some, each for those around it. */
function likelyCounts(mean: number): (readonly [count: number, chance: number])[] {
  const reach = 5 * Math.sqrt(mean) + 5;
  const from = Math.max(0, Math.floor(mean - reach));
  const step = Math.max(1, Math.floor(reach / 30));
  const counts = Array.from({ length: Math.ceil((2 * reach) / step) + 1 }, (_, index) => from + index * step);
  return counts.map((count) => {
    const last = count + step - 1;
    return [count + (step - 1) / 2, poissonAtMost(last, mean) - poissonAtMost(count - 1, mean)] as const;
  });
}

/** The largest later count that would be called a drop; -1: none. */
function mostThatIsADrop(earlier: Count, months: number, significance: number): number {
  let low = -1;
  let high = Math.ceil((earlier.uses / earlier.months) * months);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (dropProbability(earlier, { uses: middle, months }) <= significance) low = middle;
    else high = middle - 1;
  }
  return low;
}
