/**
 * What an endpoint is known to be. `maintenance`, closed hours and `not_in_service` are not states: they are taken out of
 * the time that is counted. Words and rules: the glossary.
 */
export const endpointStates = ["up", "degraded", "down", "site", "unknown"] as const;
export type EndpointState = (typeof endpointStates)[number];

/** Why it is concluded; one word for people and machines to look up. */
export const stateCauses = [
  "answered",
  "registration_failed",
  "part_failed",
  "silent_confirmed",
  "silent_unconfirmed",
  "no_observation",
  "refused",
  "garbled",
  "site_network",
  "site_power",
  "operator_link",
  "agent_cut_off",
  "agent_not_running",
  "observations_lost",
] as const;
export type StateCause = (typeof stateCauses)[number];

/** What a state rests on, so that a figure can be traced back to it. */
export interface Evidence {
  /** The first and the last observation, ms. */
  readonly firstObservedAt: number;
  readonly lastObservedAt: number;
  /** Ids of what the agent told of itself and of its site, in order; absent where nothing of it was needed. */
  readonly events?: readonly string[];
  /** Another agent, which saw the contrary meanwhile. */
  readonly dissent?: string;
}

/** `[from, to)` in whole seconds since 1970 UTC, with what proves it. */
export interface StateInterval {
  readonly from: number;
  readonly to: number;
  readonly state: EndpointState;
  readonly cause: StateCause;
  readonly evidence: Evidence;
}

/** Cuts intervals to `[from, to)`; what lies outside is left out. */
export function cutTo(intervals: readonly StateInterval[], from: number, to: number): StateInterval[] {
  return intervals
    .filter((interval) => interval.to > from && interval.from < to)
    .map((interval) => ({ ...interval, from: Math.max(interval.from, from), to: Math.min(interval.to, to) }));
}

/** Joins neighbours that say the same, so that an outage is one interval however many polls saw it. Expects them in order. */
export function mergeEqual(intervals: readonly StateInterval[]): StateInterval[] {
  const merged: StateInterval[] = [];
  for (const interval of intervals) {
    if (interval.to <= interval.from) continue;
    const last = merged.at(-1);
    if (last !== undefined && last.to === interval.from && isAlike(last, interval)) {
      merged[merged.length - 1] = join(last, interval);
    } else {
      merged.push(interval);
    }
  }
  return merged;
}

/** The same state for the same reason, on the word of the same events, and denied by the same agent if by any. */
function isAlike(left: StateInterval, right: StateInterval): boolean {
  return (
    left.state === right.state &&
    left.cause === right.cause &&
    left.evidence.dissent === right.evidence.dissent &&
    left.evidence.events?.join() === right.evidence.events?.join()
  );
}

function join(left: StateInterval, right: StateInterval): StateInterval {
  return {
    ...left,
    to: right.to,
    evidence: {
      ...left.evidence,
      firstObservedAt: Math.min(left.evidence.firstObservedAt, right.evidence.firstObservedAt),
      lastObservedAt: Math.max(left.evidence.lastObservedAt, right.evidence.lastObservedAt),
    },
  };
}

/** The same intervals with every hole of `[from, to)` filled: what nobody observed is unknown. */
export function fillUnknown(intervals: readonly StateInterval[], from: number, to: number): StateInterval[] {
  const filled: StateInterval[] = [];
  let until = from;
  for (const interval of cutTo(intervals, from, to)) {
    if (interval.from > until) filled.push(nothingObserved(until, interval.from));
    filled.push(interval);
    until = interval.to;
  }
  if (until < to) filled.push(nothingObserved(until, to));
  return filled;
}

function nothingObserved(from: number, to: number): StateInterval {
  return { from, to, state: "unknown", cause: "no_observation", evidence: { firstObservedAt: from * 1000, lastObservedAt: from * 1000 } };
}
