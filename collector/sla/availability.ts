import { type EndpointState, endpointStates, fillUnknown, type StateInterval } from "./state-interval.ts";

/** Seconds spent in each state over a period; their sum is the period. */
export type StateSeconds = Readonly<Record<EndpointState, number>>;

/** What can be said of a period. Ratios are 0 to 1; `null` means "cannot be known", never zero. */
export interface Availability {
  readonly seconds: StateSeconds;
  /** Worked, of the time that is known. */
  readonly ratio: number | null;
  /** Known, of the whole period. */
  readonly coverage: number | null;
  /** What the ratio over the whole period would be if everything unknown had been down; or up. */
  readonly lowBound: number | null;
  readonly highBound: number | null;
}

/** Availability of `[from, to)`, s since 1970 UTC, round the clock. Intervals may have holes: a hole is unknown. */
export function availabilityOf(intervals: readonly StateInterval[], from: number, to: number): Availability {
  return availabilityOfSeconds(secondsByState(fillUnknown(intervals, from, to)));
}

/** A territory is the sum of seconds of its endpoints, never the mean of their percentages. */
export function poolSeconds(parts: readonly StateSeconds[]): StateSeconds {
  const sum = noSeconds();
  for (const part of parts) for (const state of endpointStates) sum[state] += part[state];
  return sum;
}

export function availabilityOfSeconds(seconds: StateSeconds): Availability {
  const worked = seconds.up + seconds.degraded;
  const known = worked + seconds.down + seconds.site;
  const whole = known + seconds.unknown;
  return {
    seconds,
    ratio: ratio(worked, known),
    coverage: ratio(known, whole),
    lowBound: ratio(worked, whole),
    highBound: ratio(worked + seconds.unknown, whole),
  };
}

function secondsByState(intervals: readonly StateInterval[]): StateSeconds {
  const seconds = noSeconds();
  for (const interval of intervals) seconds[interval.state] += interval.to - interval.from;
  return seconds;
}

function noSeconds(): Record<EndpointState, number> {
  return { up: 0, degraded: 0, down: 0, site: 0, unknown: 0 };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
