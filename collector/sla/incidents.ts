import type { StateSpan } from "./account.ts";
import { firstEndingAfter, type Span, secondsWithin } from "./spans.ts";

/** What the contract says of restoring a service. */
export interface RestorationRule {
  /** Time to restore that is guaranteed, s; null: none. */
  readonly guaranteedSeconds: number | null;
  /** A return that lasts less is no return: the incident goes on. 0: any return ends it. */
  readonly stableSeconds: number;
}

/** One outage as the contract sees it, from the first loss of service to the stable return. */
export interface Incident extends Span {
  readonly elapsedSeconds: number;
  /** Of these, seconds in the hours of the contract, the time that nothing is known of left out. */
  readonly clockSeconds: number;
  /** How many outages a return that did not last joined into this one. */
  readonly outages: number;
  /** Longer than guaranteed; the guaranteed time itself keeps it. Null: nothing is guaranteed. */
  readonly isBreach: boolean | null;
}

/**
 * Incidents of an endpoint: stretches of `down` and `site` that no stable return separates. What is unknown is no return.
 *
 * @param states in order, without overlap, already without what is not in service and without maintenance
 * @param clock the hours in which the guarantee runs
 */
export function incidentsOf(states: readonly StateSpan[], clock: readonly Span[], rule: RestorationRule): Incident[] {
  const unknown = states.filter(({ state }) => state === "unknown");
  return groups(states, rule.stableSeconds).map((span) => {
    const clockSeconds = contractSeconds(span, unknown, clock);
    return {
      ...span,
      elapsedSeconds: span.to - span.from,
      clockSeconds,
      isBreach: rule.guaranteedSeconds === null ? null : clockSeconds > rule.guaranteedSeconds,
    };
  });
}

/** Seconds of a span on the clock of the contract, without the time that nothing is known of. Lists in order. */
export function contractSeconds(span: Span, unknown: readonly Span[], clock: readonly Span[]): number {
  let seconds = secondsWithin(span, clock);
  for (let place = firstEndingAfter(unknown, span.from); place < unknown.length; place += 1) {
    const silence = unknown[place];
    if (silence === undefined || silence.from >= span.to) break;
    seconds -= secondsWithin({ from: silence.from, to: Math.min(silence.to, span.to) }, clock);
  }
  return seconds;
}

interface Group extends Span {
  readonly outages: number;
}

function groups(states: readonly StateSpan[], stableSeconds: number): Group[] {
  const found: { from: number; to: number; outages: number }[] = [];
  let stable = 0;
  let hasReturned = false;
  for (const { from, to, state } of states) {
    if (state === "up" || state === "degraded") {
      stable += to - from;
      hasReturned = true;
      continue;
    }
    if (state === "unknown") {
      // A return that nobody watched any longer may not have lasted.
      if (stable < stableSeconds) stable = 0;
      continue;
    }
    const last = found.at(-1);
    if (last === undefined || (hasReturned && stable >= stableSeconds)) {
      found.push({ from, to, outages: 1 });
    } else {
      last.to = to;
      if (hasReturned) last.outages += 1;
    }
    stable = 0;
    hasReturned = false;
  }
  return found;
}
