import { mergeEqual, type StateInterval } from "./state-interval.ts";

/** The first intervals, and where they say nothing the second ones. Both in order and without overlap; so is what comes back. */
export function overlay(above: readonly StateInterval[], below: readonly StateInterval[]): StateInterval[] {
  if (above.length === 0) return [...below];
  const seen: StateInterval[] = [...above];
  let place = 0;
  for (const interval of below) {
    let from = interval.from;
    while ((above[place]?.to ?? Number.POSITIVE_INFINITY) <= from) place += 1;
    for (let index = place; from < interval.to; index += 1) {
      const cover = above[index];
      const to = Math.min(cover?.from ?? interval.to, interval.to);
      if (to > from) seen.push({ ...interval, from, to });
      from = cover?.to ?? interval.to;
    }
  }
  return mergeEqual(seen.toSorted((left, right) => left.from - right.from));
}
