import { type OddsRatioTest, oddsRatioTest } from "./odds-ratio.ts";
import type { Count } from "./poisson.ts";

/** Use of a group of territories or sites before something and after it, over the same dates as that of the others. */
export interface BeforeAndAfter {
  readonly before: Count;
  readonly after: Count;
}

/** `no_effect_shown` is no proof that there was none. */
export const besideOthersVerdicts = ["more", "less", "no_effect_shown", "nothing_to_compare"] as const;

/** How much more use changed than elsewhere: a ratio of ratios, 1 for "as elsewhere". */
export interface ChangeBesideOthers {
  readonly verdict: (typeof besideOthersVerdicts)[number];
  /** (after / before) over (others after / others before), as rates; null: there is a zero among what would divide. */
  readonly ratio: number | null;
  /** Null where nothing can be compared. */
  readonly test: OddsRatioTest | null;
}

/**
 * What a campaign, or an incident, goes with: the change of use beside that of others who had none, so that August is taken for August.
 * The exact interval supposes that uses come one by one; users who come in series widen the truth, see decision 20.
 */
export function changeBesideOthers(group: BeforeAndAfter, others: BeforeAndAfter, confidence = 0.95): ChangeBesideOthers {
  const all = [group.before, group.after, others.before, others.after];
  const usedAfter = group.after.uses + others.after.uses;
  const usedBefore = group.before.uses + others.before.uses;
  const isComparable =
    all.every(({ months }) => months > 0) &&
    usedAfter > 0 &&
    usedBefore > 0 &&
    group.before.uses + group.after.uses > 0 &&
    others.before.uses + others.after.uses > 0;
  if (!isComparable) return { verdict: "nothing_to_compare", ratio: null, test: null };
  // A ratio of counts is that of rates times this.
  const byExposure = (group.after.months * others.before.months) / (group.before.months * others.after.months);
  const inCounts = oddsRatioTest(
    {
      before: group.before.uses,
      after: group.after.uses,
      othersBefore: others.before.uses,
      othersAfter: others.after.uses,
    },
    byExposure,
    confidence,
  );
  const test = {
    p: inCounts.p,
    low: inCounts.low / byExposure,
    high: inCounts.high === null ? null : inCounts.high / byExposure,
  };
  return { verdict: verdictOf(test), ratio: ratioOf(group, others, byExposure), test };
}

function verdictOf({ low, high }: OddsRatioTest): ChangeBesideOthers["verdict"] {
  if (low > 1) return "more";
  return high !== null && high < 1 ? "less" : "no_effect_shown";
}

function ratioOf(group: BeforeAndAfter, others: BeforeAndAfter, byExposure: number): number | null {
  const divisor = group.before.uses * others.after.uses * byExposure;
  return divisor === 0 ? null : (group.after.uses * others.before.uses) / divisor;
}
