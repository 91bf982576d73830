import { mergeEqual, type StateCause, type StateInterval } from "./state-interval.ts";

/** What one poll said of an endpoint: `good` if it works (or works in part), `failed` if it was silent, `unclear` otherwise. */
export interface Sample {
  /** ms since 1970 UTC */
  readonly at: number;
  /** ms during which this sample speaks for the endpoint when nothing follows. */
  readonly holdMs: number;
  readonly verdict: "good" | "failed" | "unclear";
  readonly state: "up" | "degraded" | "unknown";
  readonly cause: StateCause;
  /** Of a failed poll: the silence is not the codec's own. */
  readonly cut?: Cut;
}

/** Between the agent and the codec something was cut while the codec was asked: what that makes of its silence, and who says so. */
export interface Cut {
  readonly state: "site" | "unknown";
  readonly cause: StateCause;
  /** Ids of agent events, in order. */
  readonly events: readonly string[];
}

/** A run of consecutive samples of one verdict, unbroken by silence. */
interface Run {
  readonly samples: Sample[];
  /** Where the run ends, ms: at the next sample, or when its last sample can be held no longer. */
  readonly endsAt: number;
  /** What follows without a hole: a sample's verdict, or nothing. */
  readonly next: Sample["verdict"] | null;
}

/**
 * States from polls. A sample holds until the next one, at most `holdMs`; then the endpoint is unknown.
 * Silence is confirmed by `confirmFailures` consecutive failed polls and then dated from the first of them.
 * Fewer failures followed by an answer are a micro-outage: the state before goes on.
 * Fewer failures followed by nothing are unknown from the first of them.
 * Of a confirmed silence the polls during a cut are laid to the cut; what is left before or after it is the codec's own if it would be
 * confirmed by itself, and goes with the cut otherwise: a site that comes back is found at the next poll.
 *
 * @param samples oldest first
 * @returns intervals in order, holes left out: a hole is unknown
 */
export function statesFromSamples(samples: readonly Sample[], confirmFailures: number): StateInterval[] {
  const intervals: StateInterval[] = [];
  for (const run of runsOf(samples)) {
    if (run.samples[0]?.verdict === "failed") intervals.push(...intervalsOfFailures(run, confirmFailures, intervals.at(-1)));
    else intervals.push(...intervalsOfSamples(run));
  }
  return mergeEqual(intervals);
}

/** When silences began, ms, that were too short to be confirmed and that an answer ended: counted, never downtime. */
export function microOutagesOf(samples: readonly Sample[], confirmFailures: number): number[] {
  return runsOf(samples).flatMap(({ samples: [first, ...others], next }) =>
    first?.verdict === "failed" && others.length + 1 < confirmFailures && next === "good" ? [first.at] : [],
  );
}

function runsOf(samples: readonly Sample[]): Run[] {
  const runs: Run[] = [];
  let current: Sample[] = [];
  samples.forEach((sample, index) => {
    current.push(sample);
    const next = samples[index + 1];
    const heldUntil = sample.at + sample.holdMs;
    const isHole = next === undefined || next.at > heldUntil;
    if (!isHole && isFailure(next) === isFailure(sample)) return;
    runs.push({ samples: current, endsAt: isHole ? heldUntil : next.at, next: isHole ? null : next.verdict });
    current = [];
  });
  return runs;
}

function isFailure(sample: Sample): boolean {
  return sample.verdict === "failed";
}

function intervalsOfSamples(run: Run): StateInterval[] {
  return run.samples.map((sample, index) =>
    interval(sample.at, run.samples[index + 1]?.at ?? run.endsAt, sample.state, sample.cause, [sample.at, sample.at]),
  );
}

function intervalsOfFailures(run: Run, confirmFailures: number, before: StateInterval | undefined): StateInterval[] {
  if (run.samples.length < confirmFailures) return [unconfirmed(run, before)];
  const stretches = stretchesOf(run.samples, confirmFailures);
  return stretches.map(({ samples, cut }, index) => {
    const evidence = [samples[0]?.at ?? run.endsAt, samples.at(-1)?.at ?? run.endsAt] as const;
    const endsAt = stretches[index + 1]?.samples[0]?.at ?? run.endsAt;
    if (cut === undefined) return interval(evidence[0], endsAt, "down", "silent_confirmed", evidence);
    return interval(evidence[0], endsAt, cut.state, cut.cause, evidence, cut.events);
  });
}

function unconfirmed(run: Run, before: StateInterval | undefined): StateInterval {
  const first = run.samples[0]?.at ?? run.endsAt;
  const evidence = [first, run.samples.at(-1)?.at ?? first] as const;
  const isMicroOutage = run.next === "good" && before !== undefined && before.to === toSeconds(first);
  if (isMicroOutage) return interval(first, run.endsAt, before.state, before.cause, evidence, before.evidence.events);
  return interval(first, run.endsAt, "unknown", "silent_unconfirmed", evidence);
}

/** Failed samples in a row that are laid to the same cut, or to none. */
interface Stretch {
  readonly samples: Sample[];
  readonly cut: Cut | undefined;
}

function stretchesOf(failures: readonly Sample[], confirmFailures: number): Stretch[] {
  const alike = alikeInARow(failures);
  if (alike.length === 1) return alike;
  const stretches: Stretch[] = [];
  let waiting: Sample[] = [];
  for (const { samples, cut } of alike) {
    const isOwn = cut !== undefined || samples.length >= confirmFailures;
    if (isOwn) stretches.push({ samples: [...waiting, ...samples], cut });
    else stretches.at(-1)?.samples.push(...samples);
    waiting = isOwn || stretches.length > 0 ? [] : samples;
  }
  return stretches;
}

function alikeInARow(failures: readonly Sample[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const sample of failures) {
    const last = stretches.at(-1);
    if (last !== undefined && isSameCut(last.cut, sample.cut)) last.samples.push(sample);
    else stretches.push({ samples: [sample], cut: sample.cut });
  }
  return stretches;
}

function isSameCut(left: Cut | undefined, right: Cut | undefined): boolean {
  return left === right || (left?.cause === right?.cause && left?.events.join() === right?.events.join());
}

function interval(
  fromMs: number,
  toMs: number,
  state: StateInterval["state"],
  cause: StateCause,
  [firstObservedAt, lastObservedAt]: readonly [number, number],
  events?: readonly string[],
): StateInterval {
  const evidence = { firstObservedAt, lastObservedAt, ...(events !== undefined && { events }) };
  return { from: toSeconds(fromMs), to: toSeconds(toMs), state, cause, evidence };
}

function toSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}
