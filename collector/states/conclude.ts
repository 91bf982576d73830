import type { Ledger, StateConclusion, StoredObservation } from "../ledger/port.ts";
import { cutTo } from "../sla/state-interval.ts";
import { statesFromSamples } from "../sla/states-from-samples.ts";
import { holdMsOf, longestHoldMs, type StateRules, samplesOf } from "./sample-of.ts";

/** Only these say something of the state; a call history or an inventory read once a day does not. */
const tellingQuestions: readonly string[] = ["state", "status"];

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
  const times = fresh.filter(({ question }) => tellingQuestions.includes(question)).map(({ observedAt }) => observedAt);
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
 * cannot have changed: an observation weighs on what precedes it by an unconfirmed run of failures, and on what follows it by
 * its hold, or by ending the hold of one before it; all that is less than three times the widest hold around. Three more on both
 * sides are read, so that the edges of the window are concluded rightly too. An hour back is always read, because no hold is longer.
 */
async function concludeSpan(
  ledger: Pick<Ledger, "observationsOf">,
  endpoint: string,
  { oldest, newest }: Span,
  holdMs: number,
  rules: StateRules,
): Promise<StateConclusion> {
  let reachMs = Math.max(6 * holdMs, longestHoldMs);
  let around = await ledger.observationsOf(endpoint, oldest - reachMs, newest + reachMs);
  let widestMs = widestHold(around, rules);
  while (6 * widestMs > reachMs) {
    reachMs = 6 * widestMs;
    around = await ledger.observationsOf(endpoint, oldest - Math.max(reachMs, 3 * widestMs + longestHoldMs), newest + reachMs);
    widestMs = widestHold(around, rules);
  }
  const samples = samplesOf(around, rules);
  // Before the first sample that was read nothing is known here: what the ledger concluded there stays.
  const firstSample = samples[0]?.at ?? oldest;
  const from = Math.floor(Math.max(oldest - 3 * widestMs, Math.min(firstSample, oldest)) / 1000);
  const to = Math.ceil((newest + 3 * widestMs) / 1000);
  return { endpoint, from, to, states: cutTo(statesFromSamples(samples, rules.confirmFailures), from, to) };
}

function widestHold(observations: readonly StoredObservation[], rules: StateRules): number {
  return Math.max(0, ...observations.filter(({ question }) => tellingQuestions.includes(question)).map((one) => holdMsOf(one, rules)));
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
