import type { StoredEvent, TimeSpan } from "../ledger/port.ts";
import type { View } from "../sla/merge-views.ts";
import { overlay } from "../sla/overlay.ts";
import { cutTo, type StateInterval } from "../sla/state-interval.ts";

/** A time in which a site was cut off beyond its gateway, ms, and the events that say so. */
export interface LineCut extends TimeSpan {
  readonly events: readonly string[];
}

/** Whether the collector took anything from somebody else between two instants. */
export type HeardOthers = (agent: string, span: TimeSpan) => Promise<boolean>;

/**
 * When the line of a site was cut, as its own agent saw it: the collector gave no answer while the gateway did, and meanwhile the collector
 * heard others. An agent that did not run says nothing of its line.
 *
 * @param events of one agent that stands on the site
 */
export async function lineCutsOf(agent: string, events: readonly StoredEvent[], heardOthers: HeardOthers): Promise<LineCut[]> {
  const cuts: LineCut[] = [];
  for (const silence of events.filter((one) => isSilenceOf(one, "collector"))) {
    const span = silentSpan(silence);
    if (!(await heardOthers(agent, span))) continue;
    const other = events.filter((one) => one.event.kind === "started" || isSilenceOf(one, "gateway")).map(silentSpan);
    cuts.push(...without([span], other).map((rest) => ({ ...rest, events: [silence.event.id] })));
  }
  return cuts;
}

/** What the collector has of a silence towards itself came over the line that was silent: it was over by then. */
function silentSpan({ event, from, to, receivedAt }: StoredEvent): TimeSpan {
  const goesOnUntil = event.kind === "silence" && event.witness === "collector" ? receivedAt : Number.MAX_SAFE_INTEGER;
  return { from, to: to ?? goesOnUntil };
}

function isSilenceOf({ event }: StoredEvent, witness: "collector" | "gateway"): boolean {
  return event.kind === "silence" && event.witness === witness;
}

/**
 * The views of an endpoint with what a cut of the line explains. Two things prove it together with the agent's own word: the codec lost
 * its registration then, or an agent elsewhere heard nothing through the same line. Where one elsewhere got an answer, the line was
 * not cut. A codec that is silent on its own site stays the codec's.
 */
export function laidToLine(views: readonly View[], cuts: readonly LineCut[]): readonly View[] {
  if (cuts.length === 0) return views;
  const elsewhere = views.flatMap(({ vantage, intervals }) => (vantage === "central" ? intervals : []));
  const real = without(cuts, elsewhere.filter(isAnswer).map(spanOf));
  const silent = elsewhere.filter(isMissed).map(spanOf);
  const proven = real.flatMap((cut) => silent.flatMap((span) => common(cut, span)));
  return views.map((view) => ({
    ...view,
    intervals: [
      ...laidWhere(view.intervals, real, (one) => one.cause === "registration_failed" || (view.vantage === "central" && isMissed(one))),
      ...laidWhere(view.intervals, proven, (one) => view.vantage === "site" && isAnswer(one)),
    ].reduce((known, laid) => overlay([laid], known), view.intervals),
  }));
}

function laidWhere(
  intervals: readonly StateInterval[],
  cuts: readonly LineCut[],
  isExplained: (interval: StateInterval) => boolean,
): StateInterval[] {
  return intervals.filter(isExplained).flatMap((interval) =>
    cuts.flatMap(({ from, to, events }) => {
      const evidence = { ...interval.evidence, events };
      return cutTo([{ ...interval, state: "site", cause: "operator_link", evidence }], Math.ceil(from / 1000), Math.floor(to / 1000));
    }),
  );
}

function isAnswer({ state }: StateInterval): boolean {
  return state === "up" || state === "degraded";
}

/** Of one elsewhere: it heard nothing, for the codec's sake or, as the site's agent says, for its gateway's. */
function isMissed({ state, cause }: StateInterval): boolean {
  return state === "down" || cause === "site_network";
}

function spanOf({ from, to }: StateInterval): TimeSpan {
  return { from: from * 1000, to: to * 1000 };
}

function common<Span extends TimeSpan>(one: Span, { from, to }: TimeSpan): Span[] {
  const span = { ...one, from: Math.max(one.from, from), to: Math.min(one.to, to) };
  return span.to > span.from ? [span] : [];
}

/** What is left of spans outside of others. */
function without<Span extends TimeSpan>(spans: readonly Span[], others: readonly TimeSpan[]): Span[] {
  return others
    .reduce<readonly Span[]>(
      (rest, { from, to }) =>
        rest.flatMap((span) => [
          ...common(span, { from: Number.NEGATIVE_INFINITY, to: from }),
          ...common(span, { from: to, to: Number.POSITIVE_INFINITY }),
        ]),
      spans,
    )
    .slice();
}
