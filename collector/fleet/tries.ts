import { isIPv6 } from "node:net";

const windowMs = 600_000;
/** A technician mistypes a few times; a machine that guesses does nothing else. */
const perSource = 10;
/** Of all sources together, so that a thousand machines guess no faster: fifty-four bits last longer than a code. */
const altogether = 600;
const mostSources = 10_000;

/** Wrong codes of late, or renewals, per source and in all. */
export interface Tries {
  /** How long that source has to wait, ms; 0: it may try. */
  waitMs(source: string): number;
  count(source: string): void;
}

export function countTries(now: () => number): Tries {
  const bySource = new Map<string, number[]>();
  let all: number[] = [];
  const recent = (times: readonly number[]): number[] => times.filter((time) => time > now() - windowMs);
  const waitAfter = (times: readonly number[], allowed: number): number => {
    const decisive = times.at(-allowed);
    return decisive === undefined ? 0 : decisive + windowMs - now();
  };
  return {
    waitMs: (source) =>
      Math.max(0, waitAfter(recent(bySource.get(networkOf(source)) ?? []), perSource), waitAfter(recent(all), altogether)),
    count: (source) => {
      const network = networkOf(source);
      const times = [...recent(bySource.get(network) ?? []), now()];
      bySource.delete(network);
      bySource.set(network, times);
      all = [...recent(all), now()].slice(-altogether);
      const [longestAgo] = bySource.keys();
      if (bySource.size > mostSources && longestAgo !== undefined) bySource.delete(longestAgo);
    },
  };
}

/** Whoever has one IPv6 address has the 64 bits behind it. What is no such address stands for itself. */
function networkOf(source: string): string {
  if (!isIPv6(source) || /^::ffff:\d+\./i.test(source)) return source;
  const [head = "", tail = ""] = source.split("%", 1).join("").split("::");
  const groups = head === "" ? [] : head.split(":");
  const missing = source.includes("::") ? 8 - groups.length - (tail === "" ? 0 : tail.split(":").length) : 0;
  return [...groups, ...Array.from({ length: missing }, () => "0"), ...(tail === "" ? [] : tail.split(":"))].slice(0, 4).join(":");
}
