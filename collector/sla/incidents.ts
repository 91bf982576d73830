import type { StateSpan } from "./account.ts";
import { firstEndingAfter, type Span, secondsWithin } from "./spans.ts";

/** What the contract says of restoring a service. */
export interface RestorationRule {
  /** Time to restore that is guaranteed, s; null: none. */
  readonly guaranteedSeconds: number | null;
  /** A return that lasts less is no return: the incident goes on. */
  readonly stableSeconds: number;
}

/** One outage as the contract sees it, from the first loss of service to the stable return. */
export interface Incident extends Span {
  readonly elapsedSeconds: number;
  /** Of these, seconds in the hours of the contract, the time that nothing is known of left out. */
  readonly clockSeconds: number;
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
    const clockSeconds = secondsWithin(span, clock) - secondsUnknown(span, unknown, clock);
    return {
      ...span,
      elapsedSeconds: span.to - span.from,
      clockSeconds,
      isBreach: rule.guaranteedSeconds === null ? null : clockSeconds > rule.guaranteedSeconds,
    };
  });
}

function secondsUnknown(incident: Span, unknown: readonly Span[], clock: readonly Span[]): number {
  let seconds = 0;
  for (let place = firstEndingAfter(unknown, incident.from); place < unknown.length; place += 1) {
    const silence = unknown[place];
    if (silence === undefined || silence.from >= incident.to) break;
    // An incident begins and ends with an outage: no silence reaches out of it.
    seconds += secondsWithin(silence, clock);
  }
  return seconds;
}

function groups(states: readonly StateSpan[], stableSeconds: number): Span[] {
  const found: { from: number; to: number }[] = [];
  let stable = 0;
  for (const { from, to, state } of states) {
    if (state === "up" || state === "degraded") {
      stable += to - from;
      continue;
    }
    if (state === "unknown") {
      // A return that nobody watched any longer may not have lasted.
      if (stable < stableSeconds) stable = 0;
      continue;
    }
    const last = found.at(-1);
    if (last !== undefined && stable < stableSeconds) last.to = to;
    else found.push({ from, to });
    stable = 0;
  }
  return found;
}
