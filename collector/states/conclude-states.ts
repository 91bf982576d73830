import type { Arrival, StateConclusion, StoredEvent, StoredObservation, TimeSpan } from "../ledger/port.ts";
import { mergeMicroOutages, mergeViews } from "../sla/merge-views.ts";
import type { Around } from "./around.ts";
import { weighingOn } from "./gaps.ts";
import { laidToLine } from "./line-cuts.ts";
import { holdMsOf, isTelling, longestHoldMs, type StateRules } from "./sample-of.ts";
import { spansOf } from "./spans.ts";
import type { ToldByAgents } from "./told-by-agents.ts";
import { viewOf, viewWithin } from "./view-of.ts";
import { allWatchers, type Watcher } from "./watchers.ts";

/** What else is needed to conclude: who may have watched the endpoint, and what agents told of themselves. */
export interface Company {
  readonly watchers: readonly Watcher[];
  readonly told: ToldByAgents;
}

/** A site without power for longer than this is unknown: what is concluded again at each poll has a bound. */
const longestGapMs = 20 * 86_400_000;

/** What new observations of one endpoint, close to each other in time, change: usually one span. */
export async function concludeStates(
  around: Around,
  fresh: readonly Arrival[],
  rules: StateRules,
  company: Company,
): Promise<StateConclusion[]> {
  const telling = fresh.filter(isTelling);
  const conclusions: StateConclusion[] = [];
  const spans = spansOf(
    telling.map(({ observedAt }) => observedAt),
    2 * longestHoldMs,
  );
  for (const span of spans) conclusions.push(await concludeSpan(around, span, telling, rules, company));
  return conclusions;
}

/**
 * The states over a window around a span, concluded again from everything the ledger holds there. What lies outside the window
 * cannot have changed. A poll of the state weighs on what precedes it by a run of failures not yet confirmed, and on what follows it
 * by its hold, by ending the hold of one before it, or by confirming a run: all that is less than `runMs`. What a codec said of its
 * parts weighs on the polls of its own hold besides, hence `heldMs`. A run more is read on both sides, so that the edges of the window
 * are concluded rightly too, and an hour before it, because what a codec said of its parts may hold that long.
 */
export async function concludeSpan(
  around: Around,
  wanted: TimeSpan,
  fresh: readonly Told[],
  rules: StateRules,
  { watchers, told }: Company,
): Promise<StateConclusion> {
  const company = allWatchers(watchers, new Set(fresh.flatMap(({ agent }) => agent ?? [])));
  const span = await withGaps(wanted, company, told);
  let reach = reachOf(fresh, rules);
  let observations = await readAround(around, span, reach);
  for (let wider = reachOf(observations, rules); isWider(wider, reach); wider = reachOf(observations, rules)) {
    reach = { runMs: Math.max(reach.runMs, wider.runMs), heldMs: Math.max(reach.heldMs, wider.heldMs) };
    observations = await readAround(around, span, reach);
  }
  // Before the first sample that was read nothing is known here: what the ledger concluded there stays.
  const firstSample = observations.find(({ question }) => question === "state")?.observedAt ?? span.from;
  const window = {
    from: Math.floor(Math.max(span.from - reach.runMs, Math.min(firstSample, span.from)) / 1000),
    to: Math.ceil((span.to + reach.heldMs + reach.runMs) / 1000),
  };
  const read = readSpan(span, reach);
  const telling = await Promise.all(
    allWatchers(company, agentsOf(observations)).map(async (watcher) => ({ watcher, events: await told.between(watcher.agent, read) })),
  );
  const beside = telling.filter(({ watcher, events }) => watcher.vantage === "site" && events.length > 0);
  const views = telling.map(({ watcher, events }) =>
    viewWithin(window, viewOf(watcher, ofAgent(observations, watcher.agent), events, rules, beside)),
  );
  const cuts = await told.lineCuts(company, read);
  return { endpoint: around.endpoint, ...window, states: mergeViews(laidToLine(views, cuts)), microOutages: mergeMicroOutages(views) };
}

type Told = Pick<Arrival, "question" | "intervalS"> & { readonly agent?: string };

/** With the whole of every gap of an agent that touches it: only together with what is around does it tell that the power went. */
async function withGaps(span: TimeSpan, company: readonly Watcher[], told: ToldByAgents): Promise<TimeSpan> {
  let whole = span;
  for (const { agent } of company) {
    const events = await told.between(agent, { from: span.from - longestGapMs, to: span.to + longestGapMs });
    if (events.length === 0) continue;
    for (let wider = hull(whole, events); wider.from < whole.from || wider.to > whole.to; wider = hull(whole, events)) whole = wider;
  }
  return whole;
}

function hull(span: TimeSpan, events: readonly StoredEvent[]): TimeSpan {
  let { from, to } = span;
  for (const { event, from: stoppedAt, to: startedAt } of events) {
    if (event.kind !== "started" || startedAt === null || startedAt - stoppedAt > longestGapMs) continue;
    const weighing = weighingOn({ from: stoppedAt, to: startedAt });
    if (weighing.from > to || weighing.to < from) continue;
    from = Math.min(from, stoppedAt);
    to = Math.max(to, weighing.to);
  }
  return { from, to };
}

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

function readAround(around: Around, span: TimeSpan, reach: Reach): Promise<readonly StoredObservation[]> {
  return around.between(readSpan(span, reach));
}

function readSpan({ from, to }: TimeSpan, { runMs, heldMs }: Reach): TimeSpan {
  return { from: from - 2 * runMs - longestHoldMs, to: to + heldMs + 2 * runMs };
}

function agentsOf(observations: readonly StoredObservation[]): ReadonlySet<string> {
  return new Set(observations.map(({ agent }) => agent));
}

/** Most endpoints have one agent: nothing is copied for them. */
function ofAgent(observations: readonly StoredObservation[], agent: string): readonly StoredObservation[] {
  return observations.every((one) => one.agent === agent) ? observations : observations.filter((one) => one.agent === agent);
}
