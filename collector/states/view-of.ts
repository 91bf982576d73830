import type { StoredEvent, StoredObservation, TimeSpan } from "../ledger/port.ts";
import type { CountedView } from "../sla/merge-views.ts";
import { overlay } from "../sla/overlay.ts";
import { cutTo } from "../sla/state-interval.ts";
import { microOutagesOf, statesFromSamples } from "../sla/states-from-samples.ts";
import { cutsOf } from "./cuts.ts";
import { explanationsOf, gapsOf, powerCutsOf } from "./gaps.ts";
import { isTelling, type StateRules, samplesOf } from "./sample-of.ts";
import type { Watcher } from "./watchers.ts";

/**
 * What one agent knows of an endpoint: what its polls say, but for the time in which the site had no power, and where they say nothing,
 * why. Whole only where all observations and events around are given.
 *
 * @param observations of the endpoint by this agent, oldest first
 * @param events of this agent, oldest first
 */
export function viewOf(
  watcher: Watcher,
  observations: readonly StoredObservation[],
  events: readonly StoredEvent[],
  rules: StateRules,
): CountedView {
  const { agent, vantage } = watcher;
  const telling = observations.filter(isTelling);
  const samples = samplesOf(telling, rules, cutsOf(watcher, events));
  const measured = statesFromSamples(samples, rules.confirmFailures);
  const microOutages = microOutagesOf(samples, rules.confirmFailures);
  if (events.length === 0) return { agent, vantage, intervals: measured, microOutages };
  const gaps = gapsOf(events, telling);
  const powerCuts = vantage === "site" ? powerCutsOf(gaps, telling) : [];
  const intervals = explanationsOf(gaps, events).reduce(overlay, overlay(powerCuts, measured));
  return { agent, vantage, intervals, microOutages };
}

/** The same between two instants, whole seconds. */
export function viewWithin({ from, to }: TimeSpan, view: CountedView): CountedView {
  const microOutages = view.microOutages.filter((ms) => ms >= from * 1000 && ms < to * 1000);
  return { ...view, intervals: cutTo(view.intervals, from, to), microOutages };
}
