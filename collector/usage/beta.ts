import type { Tails } from "./gamma.ts";
import { solveIncreasing } from "./solve-increasing.ts";
import { deviance, stirlingError } from "./stirling.ts";

const smallest = 1e-300;
const terms = 100_000;
const farthestLogit = 700;

/** A share and the rest to one, so that shares near 1 keep their digits. */
interface Share {
  readonly part: number;
  readonly rest: number;
}

/**
 * The regularised incomplete beta function I (below) and its complement: probabilities of a beta law, and of binomial counts.
 * Continued fraction of NIST DLMF 8.17.22.
 *
 * @param share 0 to 1
 */
export function betaTails(first: number, second: number, share: number): Tails {
  return tailsAt(first, second, { part: share, rest: 1 - share });
}

/** The odds part / rest where the beta law has a probability below. Odds, because shares near 1 would lose their digits. */
export function betaQuantileOdds(first: number, second: number, probability: number): number {
  if (probability <= 0) return 0;
  if (probability >= 1) return Number.POSITIVE_INFINITY;
  const logit = solveIncreasing(
    (place) => {
      const share = shareOf(place);
      const { below, above } = tailsAt(first, second, share);
      return { value: probability < 0.5 ? below - probability : 1 - probability - above, slope: kernelAt(first, second, share) };
    },
    [-farthestLogit, farthestLogit],
  );
  return Math.exp(logit);
}

const shareOf = (logit: number): Share => ({ part: 1 / (1 + Math.exp(-logit)), rest: 1 / (1 + Math.exp(logit)) });

function tailsAt(first: number, second: number, { part, rest }: Share): Tails {
  if (part <= 0) return { below: 0, above: 1 };
  if (rest <= 0) return { below: 1, above: 0 };
  const kernel = kernelAt(first, second, { part, rest });
  if (part < (first + 1) / (first + second + 2)) {
    const below = Math.min(1, (kernel * continuedFraction(first, second, part)) / first);
    return { below, above: 1 - below };
  }
  const above = Math.min(1, (kernel * continuedFraction(second, first, rest)) / second);
  return { below: 1 - above, above };
}

/** part^first rest^second / B(first, second). */
function kernelAt(first: number, second: number, { part, rest }: Share): number {
  const both = first + second;
  const logarithm =
    stirlingError(both) - stirlingError(first) - stirlingError(second) - deviance(first, both * part) - deviance(second, both * rest);
  return Math.exp(logarithm) * Math.sqrt((first * second) / (2 * Math.PI * both));
}

/** By Lentz's method. */
function continuedFraction(first: number, second: number, share: number): number {
  const both = first + second;
  let c = 1;
  let d = 1 / nonZero(1 - (both * share) / (first + 1));
  let value = d;
  for (let index = 1; index < terms; index += 1) {
    const twice = 2 * index;
    const even = (index * (second - index) * share) / ((first + twice - 1) * (first + twice));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    value *= d * c;
    const odd = (-(first + index) * (both + index) * share) / ((first + twice) * (first + twice + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) <= 2 * Number.EPSILON) break;
  }
  return value;
}

const nonZero = (value: number): number => (Math.abs(value) < smallest ? smallest : value);
