import { type CusumMonth, lowCusum } from "./low-cusum.ts";
import type { Count } from "./poisson.ts";

/** `ended`: hardly used any more, told by the CUSUM; `too_seldom`: used so little before that its end could not be told. */
export const extinctionStates = ["ended", "goes_on", "too_seldom"] as const;

/** Whether a site that was used is used no more. */
export interface Extinction {
  readonly state: (typeof extinctionStates)[number];
  /** What has been lacking, uses, after each month. */
  readonly sums: readonly number[];
  /** Months without any use, at the end: whole exposure, months. */
  readonly unusedMonths: number;
  /** How likely so long without use is at the former rate; null where there was none. */
  readonly silenceP: number | null;
}

export interface ExtinctionRules {
  /** What is too low, as a share of the former rate. */
  readonly lowShare: number;
  /** What may be lacking, uses, for each use a month of the former rate. */
  readonly limitPerRate: number;
  /** Below this former rate, uses a month, nothing is said. */
  readonly leastRate: number;
}

/** At 2.5 uses a month: k = 1.637, the limit is 5. Four empty months reach it at any former rate; decision 20 tells how often by chance. */
const usualExtinctionRules: ExtinctionRules = { lowShare: 0.4, limitPerRate: 2, leastRate: 1.5 };

/**
 * @param former what was used before, over a year if possible
 * @param months since then, in order
 */
export function extinctionOf(former: Count, months: readonly CusumMonth[], rules: ExtinctionRules = usualExtinctionRules): Extinction {
  const usual = former.months > 0 ? former.uses / former.months : 0;
  const unusedMonths = unusedAtTheEnd(months);
  const silenceP = usual > 0 ? Math.exp(-usual * unusedMonths) : null;
  if (usual < rules.leastRate) return { state: "too_seldom", sums: [], unusedMonths, silenceP };
  const sums = lowCusum(months, { usual, low: usual * rules.lowShare });
  const isOver = (sums.at(-1) ?? 0) >= rules.limitPerRate * usual;
  return { state: isOver ? "ended" : "goes_on", sums, unusedMonths, silenceP };
}

function unusedAtTheEnd(months: readonly CusumMonth[]): number {
  const lastUsed = months.findLastIndex(({ uses }) => uses > 0);
  return months.slice(lastUsed + 1).reduce((sum, { exposure }) => sum + exposure, 0);
}
