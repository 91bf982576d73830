import type { Ledger, StateConclusion, StoredObservation } from "../ledger/port.ts";
import { cutTo } from "../sla/state-interval.ts";
import { statesFromSamples } from "../sla/states-from-samples.ts";
import { longestConditionMs, type StateRules, samplesOf } from "./sample-of.ts";

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
  const telling = fresh.filter((observation) => tellingQuestions.includes(observation.question));
  const holdMs = rules.holdIntervals * Math.max(0, ...telling.map((observation) => observation.intervalS)) * 1000;
  const spans = spansOf(
    telling.map((observation) => observation.observedAt).toSorted((left, right) => left - right),
    6 * holdMs,
  );
  const conclusions: StateConclusion[] = [];
  for (const span of spans) conclusions.push(await concludeSpan(ledger, endpoint, span, holdMs, rules));
  return conclusions;
}

/**
 * The states over a window around a span, concluded again from everything the ledger holds there. What lies outside the window
 * cannot have changed: an observation weighs on what precedes it by an unconfirmed run of failures, and on what follows it by
 * its hold; both are less than three holds. Three more on both sides, and what conditions need, are read, so that the edges of
 * the window are concluded rightly too.
 */
async function concludeSpan(
  ledger: Pick<Ledger, "observationsOf">,
  endpoint: string,
  { oldest, newest }: Span,
  holdMs: number,
  rules: StateRules,
): Promise<StateConclusion> {
  const readFrom = oldest - 3 * holdMs - Math.max(3 * holdMs, longestConditionMs);
  const samples = samplesOf(await ledger.observationsOf(endpoint, readFrom, newest + 6 * holdMs), rules);
  // Before the first sample that was read nothing is known here: what the ledger concluded there stays.
  const firstSample = samples[0]?.at ?? oldest;
  const from = Math.floor(Math.max(oldest - 3 * holdMs, Math.min(firstSample, oldest)) / 1000);
  const to = Math.ceil((newest + 3 * holdMs) / 1000);
  return { endpoint, from, to, states: cutTo(statesFromSamples(samples, rules.confirmFailures), from, to) };
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
