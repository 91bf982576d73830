import type { StoredEvent, StoredObservation, TimeSpan } from "../ledger/port.ts";
import type { View } from "../sla/merge-views.ts";
import { overlay } from "../sla/overlay.ts";
import { cutTo, type StateInterval } from "../sla/state-interval.ts";
import { isTelling } from "./sample-of.ts";
import type { Watcher } from "./watchers.ts";

/** What an agent that stands on the site tells: the way of one who looks from elsewhere goes through the same gateway. */
export interface Beside {
  readonly watcher: Watcher;
  /** Oldest first. */
  readonly events: readonly StoredEvent[];
}

/** How late a poll comes at the most, in intervals: after that it was not made. */
const lateByIntervals = 1.5;

/** With an end for each: an agent that tells no end is believed for as long as it was heard, or its death would excuse the codec for good. */
export function withEnds({ watcher, events }: Beside): Beside {
  return { watcher, events: events.map((event) => ({ ...event, to: event.to ?? event.receivedAt })) };
}

/**
 * While the gateway of the site was silent only a poll on the site tells that the silence of a codec is its own. A poll that was not made
 * tells nothing: neither does what was heard before hold on, nor does a silence that was seen from elsewhere.
 *
 * @param view of one agent
 * @param own its own observations and events, oldest first
 * @param beside of the others that stand on the site, if it does not
 */
export function withoutUnproven<V extends View>(
  view: V,
  own: { readonly observations: readonly StoredObservation[]; readonly events: readonly StoredEvent[] },
  beside: readonly Beside[],
): V {
  const silences =
    view.vantage === "site" ? gatewaySilences(own.events).flatMap(unaskedIn(own.observations)) : beside.flatMap(gatewaySilencesOf);
  if (silences.length === 0) return view;
  const down = view.intervals.filter(({ state }) => state === "down");
  const unproven = silences.flatMap((silence) => down.flatMap((interval) => cutOffDuring(silence, interval)));
  return { ...view, intervals: unproven.reduce<StateInterval[]>((known, interval) => overlay([interval], known), [...view.intervals]) };
}

interface GatewaySilence extends TimeSpan {
  readonly id: string;
}

function gatewaySilencesOf({ events }: Beside): GatewaySilence[] {
  return gatewaySilences(events);
}

function gatewaySilences(events: readonly StoredEvent[]): GatewaySilence[] {
  return events.flatMap(({ event, from, to, receivedAt }) =>
    event.kind === "silence" && event.witness === "gateway" ? [{ from, to: to ?? receivedAt, id: event.id }] : [],
  );
}

/** The parts of a silence in which a poll of the state was due and was not made. */
function unaskedIn(observations: readonly StoredObservation[]): (silence: GatewaySilence) => GatewaySilence[] {
  const polls = observations.filter((one) => isTelling(one) && one.question === "state");
  const unasked = polls.flatMap(({ observedAt, intervalS }, index) => {
    const next = polls[index + 1]?.observedAt ?? Number.POSITIVE_INFINITY;
    const intervalMs = intervalS * 1000;
    return next - observedAt > lateByIntervals * intervalMs ? [{ from: observedAt + intervalMs, to: next }] : [];
  });
  return (silence) =>
    unasked
      .map(({ from, to }) => ({ ...silence, from: Math.max(from, silence.from), to: Math.min(to, silence.to) }))
      .filter(({ from, to }) => to > from);
}

function cutOffDuring({ from, to, id }: GatewaySilence, interval: StateInterval): StateInterval[] {
  const cutOff = { ...interval, state: "unknown", cause: "agent_cut_off", evidence: { ...interval.evidence, events: [id] } } as const;
  return cutTo([cutOff], Math.floor(from / 1000), Math.ceil(to / 1000));
}
