import type { StoredEvent, StoredObservation, TimeSpan } from "../ledger/port.ts";
import type { CountedView } from "../sla/merge-views.ts";
import { overlay } from "../sla/overlay.ts";
import { cutTo } from "../sla/state-interval.ts";
import { microOutagesOf, statesFromSamples } from "../sla/states-from-samples.ts";
import { cutsOf } from "./cuts.ts";
import { explanationsOf, gapsOf, powerCutsOf } from "./gaps.ts";
import { type Beside, withEnds, withoutUnproven } from "./gateway-silences.ts";
import { isTelling, type StateRules, samplesOf } from "./sample-of.ts";
import type { Watcher } from "./watchers.ts";

/**
 * What one agent knows of an endpoint: what its polls say, but for the time in which the site had no power, and where they say nothing,
 * why. Whole only where all observations and events around are given.
 *
 * @param observations of the endpoint by this agent, oldest first
 * @param events of this agent, oldest first
 * @param beside what agents on the site tell, where this one stands elsewhere
 */
export function viewOf(
  watcher: Watcher,
  observations: readonly StoredObservation[],
  events: readonly StoredEvent[],
  rules: StateRules,
  beside: readonly Beside[] = [],
): CountedView {
  const { agent, vantage } = watcher;
  const telling = observations.filter(isTelling);
  const others = vantage === "central" ? beside.map(withEnds) : [];
  const samples = samplesOf(telling, rules, cutOfAny([{ watcher, events }, ...others]));
  const microOutages = microOutagesOf(samples, rules.confirmFailures);
  const polled = { agent, vantage, intervals: statesFromSamples(samples, rules.confirmFailures), microOutages };
  const proven = withoutUnproven(polled, { observations: telling, events }, others);
  if (events.length === 0) return proven;
  const gaps = gapsOf(events, telling);
  const powerCuts = vantage === "site" ? powerCutsOf(gaps, telling) : [];
  const intervals = explanationsOf(gaps, events).reduce(overlay, overlay(powerCuts, proven.intervals));
  return { ...proven, intervals };
}

/** What the agent tells of itself comes first: one that was cut off itself knows nothing of the others' site. */
function cutOfAny(told: readonly Beside[]): ReturnType<typeof cutsOf> {
  const cuts = told.map(({ watcher, events }) => cutsOf(watcher, events));
  return (poll) => {
    for (const cutOf of cuts) {
      const cut = cutOf(poll);
      if (cut !== null) return cut;
    }
    return null;
  };
}

/** The same between two instants, whole seconds. */
export function viewWithin({ from, to }: TimeSpan, view: CountedView): CountedView {
  const microOutages = view.microOutages.filter((ms) => ms >= from * 1000 && ms < to * 1000);
  return { ...view, intervals: cutTo(view.intervals, from, to), microOutages };
}
