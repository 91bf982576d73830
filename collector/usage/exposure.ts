/** One month of a site or an endpoint: what was used, and how much of the month it could have been used. */
export interface MonthOfUse {
  /** "2026-07", local time. */
  readonly month: string;
  readonly uses: number;
  /** Hours of the contract in the whole month, s, as if nothing had been closed or out of service. */
  readonly openSeconds: number;
  /** Of these, expected: in service, not closed, no maintenance. */
  readonly expectedSeconds: number;
  /** Of those expected, up or degraded. */
  readonly workedSeconds: number;
  /** Of those expected, nothing is known. */
  readonly unknownSeconds: number;
  /** The codec's own history tells of the whole month: calls are known where states are not. */
  readonly hasWholeHistory: boolean;
}

export interface ExposureRules {
  /** A month of which less of the known time worked does not count: the room was not there to be used. 0 to 1. */
  readonly leastAvailability: number;
  /** A month of which less is known does not count, unless the codec's history tells it whole. 0 to 1. */
  readonly leastCoverage: number;
}

export const usualExposureRules: ExposureRules = { leastAvailability: 0.8, leastCoverage: 0.5 };

/** How a month is counted: yes; no, for it hardly worked; no, for too little is known; no, for nothing was expected. */
export type MonthCounting = "counted" | "seldom_available" | "not_observed" | "not_expected";

/** The time uses are counted over, weighted by what was available of it. */
export interface Exposure {
  /** Uses of the months that count. */
  readonly uses: number;
  /** Months, each for the share of its hours in which the room could be used; 0 where none counts. */
  readonly months: number;
  /** How many months were counted in which way. */
  readonly countings: Readonly<Record<MonthCounting, number>>;
  /** Uses of the months that do not count: told, never lost. */
  readonly usesLeftOut: number;
  /** Known of the time expected, over all months, 0 to 1; null: nothing was expected. */
  readonly coverage: number | null;
}

export function exposureOf(months: readonly MonthOfUse[], rules: ExposureRules = usualExposureRules): Exposure {
  const countings: Record<MonthCounting, number> = { counted: 0, seldom_available: 0, not_observed: 0, not_expected: 0 };
  const sums = { uses: 0, usesLeftOut: 0, months: 0, expected: 0, known: 0 };
  for (const month of months) {
    const counting = countingOf(month, rules);
    countings[counting] += 1;
    sums.expected += month.expectedSeconds;
    sums.known += knownSeconds(month);
    if (counting === "counted") {
      sums.uses += month.uses;
      sums.months += usableShare(month);
    } else sums.usesLeftOut += month.uses;
  }
  const { uses, usesLeftOut, expected, known } = sums;
  return { uses, usesLeftOut, months: sums.months, countings, coverage: expected === 0 ? null : known / expected };
}

function countingOf(month: MonthOfUse, { leastAvailability, leastCoverage }: ExposureRules): MonthCounting {
  if (month.expectedSeconds === 0) return "not_expected";
  const known = knownSeconds(month);
  if (known === 0 || (!month.hasWholeHistory && known < leastCoverage * month.expectedSeconds)) return "not_observed";
  return month.workedSeconds < leastAvailability * known ? "seldom_available" : "counted";
}

const knownSeconds = ({ expectedSeconds, unknownSeconds }: MonthOfUse): number => expectedSeconds - unknownSeconds;

/**
 * What of the month the room could be used and its uses would be known. Where the codec's history tells the whole month, time of unknown
 * state worked as often as the rest; elsewhere it is no exposure, so that a gap never makes a room look unused.
 */
function usableShare(month: MonthOfUse): number {
  const { workedSeconds, expectedSeconds, openSeconds, hasWholeHistory } = month;
  const usable = hasWholeHistory ? (workedSeconds / knownSeconds(month)) * expectedSeconds : workedSeconds;
  return openSeconds === 0 ? 0 : usable / openSeconds;
}
