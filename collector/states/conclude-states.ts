import type { StateConclusion, StoredObservation, TimeSpan } from "../ledger/port.ts";
import { cutTo } from "../sla/state-interval.ts";
import { statesFromSamples } from "../sla/states-from-samples.ts";
import type { Around } from "./around.ts";
import { holdMsOf, isTelling, longestHoldMs, type StateRules, samplesOf } from "./sample-of.ts";
import { spansOf } from "./spans.ts";

/** What new observations of one endpoint, close to each other in time, change: usually one span. */
export async function concludeStates(around: Around, fresh: readonly StoredObservation[], rules: StateRules): Promise<StateConclusion[]> {
  const telling = fresh.filter(isTelling);
  const conclusions: StateConclusion[] = [];
  for (const span of spansOf(
    telling.map(({ observedAt }) => observedAt),
    2 * longestHoldMs,
  )) {
    conclusions.push(await concludeSpan(around, span, widestHold(telling, rules), rules));
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
async function concludeSpan(around: Around, span: TimeSpan, holdMs: number, rules: StateRules): Promise<StateConclusion> {
  const readAround = (reachMs: number) => around.between({ from: span.from - 2 * reachMs - longestHoldMs, to: span.to + 2 * reachMs });
  const reachOf = (widestMs: number) => (Math.max(2, rules.confirmFailures) + 1) * widestMs;
  let widestMs = holdMs;
  let observations = await readAround(reachOf(widestMs));
  while (widestHold(observations, rules) > widestMs) {
    widestMs = widestHold(observations, rules);
    observations = await readAround(reachOf(widestMs));
  }
  const reachMs = reachOf(widestMs);
  const samples = samplesOf(observations, rules);
  // Before the first sample that was read nothing is known here: what the ledger concluded there stays.
  const firstSample = samples[0]?.at ?? span.from;
  const from = Math.floor(Math.max(span.from - reachMs, Math.min(firstSample, span.from)) / 1000);
  const to = Math.ceil((span.to + reachMs) / 1000);
  return { endpoint: around.endpoint, from, to, states: cutTo(statesFromSamples(samples, rules.confirmFailures), from, to) };
}

function widestHold(observations: readonly StoredObservation[], rules: StateRules): number {
  return observations.reduce((widest, one) => (isTelling(one) ? Math.max(widest, holdMsOf(one, rules)) : widest), 0);
}
