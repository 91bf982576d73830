import type { Ledger, StateConclusion, StoredObservation } from "../ledger/port.ts";
import { cutTo } from "../sla/state-interval.ts";
import { statesFromSamples } from "../sla/states-from-samples.ts";
import { holdMsOf, isTelling, longestHoldMs, type StateRules, samplesOf } from "./sample-of.ts";

/** A codec polled every second for half a day has fewer. More is not a codec, and must not keep the others waiting. */
const mostObservations = 50_000;

/** A span of time with new observations in it, ms. */
interface Span {
  readonly oldest: number;
  readonly newest: number;
}

/** What new observations of one endpoint change: usually one span, several when late ones came together with live ones. */
export async function conclude(
  ledger: Pick<Ledger, "observationsOf">,
  endpoint: string,
  fresh: readonly StoredObservation[],
  rules: StateRules,
): Promise<StateConclusion[]> {
  const times = fresh.filter(isTelling).map(({ observedAt }) => observedAt);
  const conclusions: StateConclusion[] = [];
  for (const span of spansOf(
    times.toSorted((left, right) => left - right),
    2 * longestHoldMs,
  )) {
    conclusions.push(await concludeSpan(ledger, endpoint, span, widestHold(fresh, rules), rules));
  }
  return conclusions;
}

/**
 * The states over a window around a span, concluded again from everything the ledger holds there. What lies outside the window
 * cannot have changed: an observation weighs on what precedes it by a run of failures not yet confirmed, and on what follows it by
 * its hold, by ending the hold of one before it, or by confirming a run. All that is less than `reachOf` the widest hold around.
 * As much again is read on both sides, so that the edges of the window are concluded rightly too, and an hour before it, because
 * what a codec said of its parts may hold that long.
 */
async function concludeSpan(
  ledger: Pick<Ledger, "observationsOf">,
  endpoint: string,
  { oldest, newest }: Span,
  holdMs: number,
  rules: StateRules,
): Promise<StateConclusion> {
  const readAround = (reachMs: number) => readAll(ledger, endpoint, oldest - 2 * reachMs - longestHoldMs, newest + 2 * reachMs);
  const reachOf = (widestMs: number) => (Math.max(2, rules.confirmFailures) + 1) * widestMs;
  let widestMs = holdMs;
  let around = await readAround(reachOf(widestMs));
  while (widestHold(around, rules) > widestMs) {
    widestMs = widestHold(around, rules);
    around = await readAround(reachOf(widestMs));
  }
  const reachMs = reachOf(widestMs);
  const samples = samplesOf(around, rules);
  // Before the first sample that was read nothing is known here: what the ledger concluded there stays.
  const firstSample = samples[0]?.at ?? oldest;
  const from = Math.floor(Math.max(oldest - reachMs, Math.min(firstSample, oldest)) / 1000);
  const to = Math.ceil((newest + reachMs) / 1000);
  return { endpoint, from, to, states: cutTo(statesFromSamples(samples, rules.confirmFailures), from, to) };
}

async function readAll(
  ledger: Pick<Ledger, "observationsOf">,
  endpoint: string,
  fromMs: number,
  toMs: number,
): Promise<StoredObservation[]> {
  const observations = await ledger.observationsOf(endpoint, fromMs, toMs, mostObservations + 1);
  if (observations.length > mostObservations) throw new Error(`${endpoint} has more than ${mostObservations} observations in a few hours`);
  return observations;
}

function widestHold(observations: readonly StoredObservation[], rules: StateRules): number {
  return observations.reduce((widest, one) => (isTelling(one) ? Math.max(widest, holdMsOf(one, rules)) : widest), 0);
}

function spansOf(times: readonly number[], widestGapMs: number): Span[] {
  const spans: Span[] = [];
  for (const time of times) {
    const last = spans.at(-1);
    if (last !== undefined && time - last.newest <= widestGapMs) spans[spans.length - 1] = { oldest: last.oldest, newest: time };
    else spans.push({ oldest: time, newest: time });
  }
  return spans;
}
