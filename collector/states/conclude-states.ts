import type { Arrival, StateConclusion, StoredObservation, TimeSpan } from "../ledger/port.ts";
import { cutTo } from "../sla/state-interval.ts";
import { statesFromSamples } from "../sla/states-from-samples.ts";
import type { Around } from "./around.ts";
import { holdMsOf, isTelling, longestHoldMs, type StateRules, samplesOf } from "./sample-of.ts";
import { spansOf } from "./spans.ts";

/** What new observations of one endpoint, close to each other in time, change: usually one span. */
export async function concludeStates(around: Around, fresh: readonly Arrival[], rules: StateRules): Promise<StateConclusion[]> {
  const telling = fresh.filter(isTelling);
  const conclusions: StateConclusion[] = [];
  for (const span of spansOf(
    telling.map(({ observedAt }) => observedAt),
    2 * longestHoldMs,
  )) {
    conclusions.push(await concludeSpan(around, span, telling, rules));
  }
  return conclusions;
}

/**
 * The states over a window around a span, concluded again from everything the ledger holds there. What lies outside the window
 * cannot have changed. A poll of the state weighs on what precedes it by a run of failures not yet confirmed, and on what follows it
 * by its hold, by ending the hold of one before it, or by confirming a run: all that is less than `runMs`. What a codec said of its
 * parts weighs on the polls of its own hold besides, hence `heldMs`. A run more is read on both sides, so that the edges of the window
 * are concluded rightly too, and an hour before it, because what a codec said of its parts may hold that long.
 */
async function concludeSpan(around: Around, span: TimeSpan, fresh: readonly Told[], rules: StateRules): Promise<StateConclusion> {
  let reach = reachOf(fresh, rules);
  let observations = await readAround(around, span, reach);
  for (let wider = reachOf(observations, rules); isWider(wider, reach); wider = reachOf(observations, rules)) {
    reach = { runMs: Math.max(reach.runMs, wider.runMs), heldMs: Math.max(reach.heldMs, wider.heldMs) };
    observations = await readAround(around, span, reach);
  }
  const samples = samplesOf(observations, rules);
  // Before the first sample that was read nothing is known here: what the ledger concluded there stays.
  const firstSample = samples[0]?.at ?? span.from;
  const from = Math.floor(Math.max(span.from - reach.runMs, Math.min(firstSample, span.from)) / 1000);
  const to = Math.ceil((span.to + reach.heldMs + reach.runMs) / 1000);
  return { endpoint: around.endpoint, from, to, states: cutTo(statesFromSamples(samples, rules.confirmFailures), from, to) };
}

type Told = Pick<Arrival, "question" | "intervalS">;

interface Reach {
  readonly runMs: number;
  readonly heldMs: number;
}

function reachOf(observations: readonly Told[], rules: StateRules): Reach {
  let [sampleMs, heldMs] = [0, 0];
  for (const observation of observations) {
    if (!isTelling(observation)) continue;
    const holdMs = holdMsOf(observation, rules);
    heldMs = Math.max(heldMs, holdMs);
    if (observation.question === "state") sampleMs = Math.max(sampleMs, holdMs);
  }
  return { runMs: (Math.max(2, rules.confirmFailures) + 1) * sampleMs, heldMs };
}

function isWider(one: Reach, other: Reach): boolean {
  return one.runMs > other.runMs || one.heldMs > other.heldMs;
}

function readAround(around: Around, { from, to }: TimeSpan, { runMs, heldMs }: Reach): Promise<readonly StoredObservation[]> {
  return around.between({ from: from - 2 * runMs - longestHoldMs, to: to + heldMs + 2 * runMs });
}
