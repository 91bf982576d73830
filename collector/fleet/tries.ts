import { networkOf } from "../network-of.ts";

const windowMs = 600_000;
/** A technician mistypes a few times; a machine that guesses does nothing else. */
const perSource = 10;
const mostSources = 10_000;

/** Wrong codes of late per source, or renewals per agent. Each of the two has its own count. */
export interface Tries {
  /** How long that source has to wait, ms; 0: it may try. */
  waitMs(source: string): number;
  count(source: string): void;
}

export function countTries(now: () => number): Tries {
  const bySource = new Map<string, number[]>();
  const recent = (times: readonly number[]): number[] => times.filter((time) => time > now() - windowMs);
  return {
    waitMs: (source) => {
      const decisive = recent(bySource.get(networkOf(source)) ?? []).at(-perSource);
      return decisive === undefined ? 0 : decisive + windowMs - now();
    },
    count: (source) => {
      const network = networkOf(source);
      const times = [...recent(bySource.get(network) ?? []), now()].slice(-perSource);
      bySource.delete(network);
      bySource.set(network, times);
      const [longestAgo] = bySource.keys();
      if (bySource.size > mostSources && longestAgo !== undefined) bySource.delete(longestAgo);
    },
  };
}
