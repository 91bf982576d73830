/**
 * For each of several tests, the smallest share of false findings at which it would be among the findings: Benjamini and Hochberg (1995).
 * Who keeps those of at most q is wrong in at most q of what he keeps, on average, where the tests are independent.
 *
 * @param probabilities one for each test, of what was seen or more extreme were there nothing to find
 */
export function falseDiscoveryRates(probabilities: readonly number[]): number[] {
  const rates = probabilities.map(() => 1);
  const descending = probabilities.map((probability, place) => ({ probability, place })).toSorted((a, b) => b.probability - a.probability);
  let least = 1;
  for (const [index, { probability, place }] of descending.entries()) {
    least = Math.min(least, probability * (probabilities.length / (probabilities.length - index)));
    rates[place] = least;
  }
  return rates;
}
