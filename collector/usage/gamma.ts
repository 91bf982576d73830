import { solveIncreasing } from "./solve-increasing.ts";
import { deviance, stirlingError } from "./stirling.ts";

/** A probability and the rest to one, each computed so that neither loses its digits where it is small. */
export interface Tails {
  readonly below: number;
  readonly above: number;
}

const smallest = 1e-300;
const precision = 1e-16;
const terms = 100_000;

/**
 * The regularised incomplete gamma functions P (below) and Q (above): probabilities of a gamma law of rate 1, and of Poisson counts,
 * since P(n, m) is the probability of n or more where m are expected. Series and continued fraction of NIST DLMF 8.11.4 and 8.9.2.
 *
 * @param shape above 0
 * @param x 0 or more
 */
export function gammaTails(shape: number, x: number): Tails {
  if (x <= 0) return { below: 0, above: 1 };
  if (x === Number.POSITIVE_INFINITY) return { below: 1, above: 0 };
  const mass = massAt(shape, x);
  if (x < shape + 1) {
    const below = Math.min(1, mass * series(shape, x));
    return { below, above: 1 - below };
  }
  const above = Math.min(1, mass * shape * continuedFraction(shape, x));
  return { below: 1 - above, above };
}

/** Where the gamma law of rate 1 has a probability below, within (0, 1). */
export function gammaQuantile(shape: number, probability: number): number {
  if (probability <= 0) return 0;
  if (probability >= 1) return Number.POSITIVE_INFINITY;
  // On a logarithmic scale, where the quantiles of small shapes are as far apart as those of large ones.
  const logarithm = solveIncreasing(
    (place) => {
      const x = Math.exp(place);
      const { below, above } = gammaTails(shape, x);
      return { value: probability < 0.5 ? below - probability : 1 - probability - above, slope: massAt(shape, x) * shape };
    },
    [Math.log(smallest), Math.log(shape + 10) + 10],
  );
  return Math.exp(logarithm);
}

/** x^shape e^-x / Γ(shape + 1). */
function massAt(shape: number, x: number): number {
  return Math.exp(-stirlingError(shape) - deviance(shape, x)) / Math.sqrt(2 * Math.PI * shape);
}

function series(shape: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let index = 1; index < terms && term > sum * precision; index += 1) {
    term *= x / (shape + index);
    sum += term;
  }
  return sum;
}

/** By Lentz's method. */
function continuedFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1 / smallest;
  let d = 1 / b;
  let value = d;
  for (let index = 1; index < terms; index += 1) {
    const a = -index * (index - shape);
    b += 2;
    d = 1 / nonZero(a * d + b);
    c = nonZero(b + a / c);
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) <= 2 * Number.EPSILON) break;
  }
  return value;
}

const nonZero = (value: number): number => (Math.abs(value) < smallest ? smallest : value);
