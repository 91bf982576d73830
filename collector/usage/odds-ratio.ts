import type { Interval } from "./poisson.ts";

/** Two groups, each counted before and after. */
export interface FourCounts {
  readonly before: number;
  readonly after: number;
  readonly othersBefore: number;
  readonly othersAfter: number;
}

/** What four counts say of (after / before) / (others after / others before). */
export interface OddsRatioTest extends Interval {
  /** How likely so many after, or so few, were the true ratio 1: twice the lesser of both, 1 at most. */
  readonly p: number;
}

const halvings = 200;
const farthestLogarithm = 60;

/**
 * Exact, given the sums of the four counts by group and by time: what falls after, in the first group, then follows Fisher's noncentral
 * hypergeometric law, whatever the rates (R. A. Fisher 1935; J. Cornfield 1956). It holds the ratio at least as often as stated.
 *
 * @param atOne the ratio of counts that would show no difference: other than 1 where exposures differ
 */
export function oddsRatioTest(counts: FourCounts, atOne: number, confidence = 0.95): OddsRatioTest {
  const outside = (1 - confidence) / 2;
  const weights = logWeights(counts);
  const place = counts.after - fewestAfter(counts);
  const tails = (logarithm: number): Tails => tailsAt(weights, place, logarithm);
  const low = place === 0 ? 0 : Math.exp(whereAbove((logarithm) => tails(logarithm).orMore >= outside));
  const high = place === weights.length - 1 ? null : Math.exp(whereAbove((logarithm) => tails(logarithm).orLess <= outside));
  const { orMore, orLess } = tails(Math.log(atOne));
  return { low, high, p: Math.min(1, 2 * Math.min(orMore, orLess)) };
}

interface Tails {
  readonly orMore: number;
  readonly orLess: number;
}

const fewestAfter = ({ after, othersBefore }: FourCounts): number => Math.max(0, after - othersBefore);

/** Logarithm of the weight of each count that the sums allow, but for a factor, at ratio 1. */
function logWeights(counts: FourCounts): number[] {
  const all = counts.before + counts.after;
  const others = counts.othersBefore + counts.othersAfter;
  const allAfter = counts.after + counts.othersAfter;
  const fewest = fewestAfter(counts);
  const most = Math.min(all, allAfter);
  const weights = [0];
  for (let count = fewest; count < most; count += 1) {
    const step = ((all - count) * (allAfter - count)) / ((count + 1) * (others - allAfter + count + 1));
    weights.push((weights.at(-1) ?? 0) + Math.log(step));
  }
  return weights;
}

function tailsAt(weights: readonly number[], place: number, logarithm: number): Tails {
  const tilted = weights.map((weight, index) => weight + index * logarithm);
  const highest = tilted.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
  let less = 0;
  let more = 0;
  let here = 0;
  for (const [index, weight] of tilted.entries()) {
    const mass = Math.exp(weight - highest);
    if (index < place) less += mass;
    else if (index > place) more += mass;
    else here = mass;
  }
  const all = less + more + here;
  return { orMore: (more + here) / all, orLess: (less + here) / all };
}

/** The logarithm from which on something holds that did not before. */
function whereAbove(holds: (logarithm: number) => boolean): number {
  let [low, high] = [-farthestLogarithm, farthestLogarithm];
  for (let step = 0; step < halvings && high - low > 1e-13; step += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
