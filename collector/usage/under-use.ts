import type { Exposure } from "./exposure.ts";
import { falseDiscoveryRates } from "./false-discovery.ts";
import { poissonAtMost, type RatePerMonth, ratePerMonth } from "./poisson.ts";
import { jeffreysPosterior, probabilityBelow, type RateBelief } from "./posterior.ts";

/**
 * Whether a room is used less than it should be. `seldom_available`: it was not there to be used, nothing is said of its use;
 * `not_observed`: no month counts, because nothing was expected or known.
 */
export const underUseVerdicts = ["established", "probable", "inconclusive", "seldom_available", "not_observed"] as const;
export type UnderUseVerdict = (typeof underUseVerdicts)[number];

export interface UnderUseRules {
  /** Less is under-use, uses a month: 4 is one a week. */
  readonly thresholdPerMonth: number;
  /** How sure one must be, 0 to 1. */
  readonly establishedFrom: number;
  readonly probableFrom: number;
  /** Of a list, the share of rooms shown as established that may be shown wrongly, 0 to 1. */
  readonly falseDiscoveryRate: number;
}

export const usualUnderUseRules: UnderUseRules = {
  thresholdPerMonth: 4,
  establishedFrom: 0.95,
  probableFrom: 0.8,
  falseDiscoveryRate: 0.05,
};

/** What is said of the use of one room, and on what ground. */
export interface UnderUse {
  readonly verdict: UnderUseVerdict;
  /** How sure it is that fewer than the threshold are made; null where nothing can be said. */
  readonly probability: number | null;
  /** How likely so few uses are where the threshold is just reached (exact test); null where nothing can be said. */
  readonly exactP: number | null;
  readonly rate: RatePerMonth | null;
}

type Exposed = Pick<Exposure, "uses" | "months" | "countings">;

/**
 * The verdict on one room alone, with Jeffreys' prior.
 *
 * @param belief instead of Jeffreys', for rooms whose neighbours are known too (`shrunkBelief`)
 */
export function underUseOf(
  exposure: Exposed,
  rules: UnderUseRules = usualUnderUseRules,
  belief: RateBelief | null = jeffreysPosterior(exposure),
): UnderUse {
  const rate = ratePerMonth(exposure);
  const { countings } = exposure;
  const isSeldomAvailable = countings.seldom_available > 0 && countings.seldom_available >= countings.counted;
  if (isSeldomAvailable) return { verdict: "seldom_available", probability: null, exactP: null, rate };
  if (belief === null || rate === null) return { verdict: "not_observed", probability: null, exactP: null, rate: null };
  const probability = probabilityBelow(belief, rules.thresholdPerMonth);
  const exactP = poissonAtMost(exposure.uses, rules.thresholdPerMonth * exposure.months);
  return { verdict: verdictAt(probability, rules), probability, exactP, rate };
}

function verdictAt(probability: number, { establishedFrom, probableFrom }: UnderUseRules): UnderUseVerdict {
  if (probability >= establishedFrom) return "established";
  return probability >= probableFrom ? "probable" : "inconclusive";
}

/** A room in a list: there, established also means that it holds among so many rooms. */
export interface ListedUnderUse extends UnderUse {
  /** What would be said of the room if nobody had looked at others. */
  readonly alone: UnderUseVerdict;
  /** The smallest share of wrongly listed rooms at which this one would be listed; null where nothing can be said. */
  readonly falseDiscoveryRate: number | null;
}

/**
 * The verdicts on the rooms of a list, in its order. Of sixty rooms looked at, three are unused by chance at 5 % each: what is established
 * for a room alone is only probable where the list would hold more wrong ones than the rules allow (exact test, Benjamini–Hochberg).
 */
export function underUseList(rooms: readonly UnderUse[], rules: UnderUseRules = usualUnderUseRules): ListedUnderUse[] {
  const tested = rooms.flatMap((room) => room.exactP ?? []);
  const rates = falseDiscoveryRates(tested)[Symbol.iterator]();
  return rooms.map((room) => {
    const rate = room.exactP === null ? null : (rates.next().value ?? null);
    const isKept = rate !== null && rate <= rules.falseDiscoveryRate;
    const verdict = room.verdict === "established" && !isKept ? "probable" : room.verdict;
    return { ...room, verdict, alone: room.verdict, falseDiscoveryRate: rate };
  });
}
