/** The usual rate and the one that would be too low, uses a month. */
export interface CusumRates {
  readonly usual: number;
  readonly low: number;
}

/** What one month lacks and its uses are counted against: k = (λ0 − λ1) / ln(λ0 / λ1), uses a month of exposure. */
export function cusumReference({ usual, low }: CusumRates): number {
  return (usual - low) / Math.log(usual / low);
}

/** What was used in one month, and for what share of it the room could be. */
export interface CusumMonth {
  readonly uses: number;
  /** Months, 0 to 1. */
  readonly exposure: number;
}

/** What has been lacking since it last was enough, after each month: S = max(0, S + k × exposure − uses). E. S. Page (1954), for counts. */
export function lowCusum(months: readonly CusumMonth[], rates: CusumRates): number[] {
  const reference = cusumReference(rates);
  let sum = 0;
  return months.map(({ uses, exposure }) => {
    sum = Math.max(0, sum + reference * exposure - uses);
    return sum;
  });
}
