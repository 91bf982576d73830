/**
 * What the factorials of the Poisson and the binomial law need, without taking large logarithms from each other: the method of
 * C. Loader, "Fast and accurate computation of binomial probabilities" (2000), for shapes that are no whole numbers too.
 */
const seriesFrom = 16;

/** ln Γ(z+1) less Stirling's formula for it, z > 0. */
export function stirlingError(z: number): number {
  let shifted = z;
  let error = 0;
  for (; shifted < seriesFrom; shifted += 1) error += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
  const inverse = 1 / (shifted * shifted);
  return error + (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / shifted;
}

/** mean + count × (ln(count / mean) − 1): how far a count is from its mean, exact where both are near each other. */
export function deviance(count: number, mean: number): number {
  const relative = (mean - count) / count;
  if (Math.abs(relative) > 0.1) return mean - count - count * Math.log(mean / count);
  let power = relative * relative;
  let sum = 0;
  for (let order = 2; Math.abs(power) > 1e-20; order += 1) {
    sum += (order % 2 === 0 ? power : -power) / order;
    power *= relative;
  }
  return count * sum;
}
