import { metricNames } from "../../contract/metric-names.ts";
import { endpointStates } from "../sla/state-interval.ts";
import { each, isAnswering, labelNames, latelyToo, place } from "./each-endpoint.ts";
import { type MetricsRoom, registerCounter, registerGauge, secondsOf } from "./family.ts";
import type { EndpointNow } from "./source.ts";

/** One series an endpoint: what is known of it now. */
export function registerEndpointMetrics(room: MetricsRoom): void {
  registerStates(room);
  registerPolls(room);
  registerUse(room);
  registerAvailability(room);
}

function registerStates(room: MetricsRoom): void {
  registerGauge(room, {
    name: metricNames.endpointUp,
    help: "1 when the endpoint works, if only in part, 0 when it is known not to, absent while that is unknown",
    labelNames,
    values: each((endpoint, add) => add(place(endpoint), upOf(endpoint))),
  });
  registerGauge(room, {
    name: metricNames.endpointState,
    help: "1 for the state the endpoint is in, 0 for the others",
    labelNames: [...labelNames, "state"],
    values: each((endpoint, add) => {
      const labels = place(endpoint);
      for (const state of endpointStates) add({ ...labels, state }, endpoint.state === state ? 1 : 0);
    }),
  });
  registerGauge(room, {
    name: metricNames.endpointCause,
    // The others are not told as 0: with a dozen causes an endpoint they would be most of all series.
    help: "1 for why the endpoint is in its state",
    labelNames: [...labelNames, "cause"],
    values: each((endpoint, add) => add({ ...place(endpoint), cause: endpoint.cause }, 1)),
  });
  registerGauge(room, {
    name: metricNames.endpointStateSince,
    help: "Since when the endpoint is in its state",
    labelNames,
    values: each((endpoint, add) => add(place(endpoint), endpoint.sinceS)),
  });
}

function registerPolls(room: MetricsRoom): void {
  registerGauge(room, {
    name: metricNames.endpointLastObservation,
    help: "When the endpoint was last polled, whatever came of it",
    labelNames,
    values: each((endpoint, add) => add(place(endpoint), secondsOf(endpoint.lastObservedAt))),
  });
  registerGauge(room, {
    name: metricNames.endpointLastProof,
    help: "When the endpoint last answered as expected",
    labelNames,
    values: each((endpoint, add) => add(place(endpoint), secondsOf(endpoint.lastProofAt))),
  });
}

function registerUse(room: MetricsRoom): void {
  registerGauge(room, {
    name: metricNames.endpointUptime,
    help: "Time since the codec started, as it says; absent unless it answers",
    labelNames,
    values: each((endpoint, add) => add(place(endpoint), isAnswering(endpoint) ? endpoint.uptimeSeconds : null)),
  });
  registerGauge(room, {
    name: metricNames.endpointActiveCalls,
    help: "Calls connected now, as the codec says; absent unless it answers",
    labelNames,
    values: each((endpoint, add) => add(place(endpoint), isAnswering(endpoint) ? endpoint.activeCalls : null)),
  });
  registerCounter(room, {
    name: metricNames.endpointCalls,
    help: `Calls connected since the ledger exists, from the codec's own history; ${latelyToo}`,
    labelNames,
    values: each((endpoint, add) => add(place(endpoint), endpoint.connectedCalls)),
  });
}

function registerAvailability(room: MetricsRoom): void {
  const windows = (endpoint: EndpointNow) => [
    ["today", endpoint.availabilityToday] as const,
    ["30d", endpoint.availability30Days] as const,
  ];
  registerGauge(room, {
    name: metricNames.endpointAvailability,
    help: "Part of the known time the endpoint worked; absent when nothing is known",
    labelNames: [...labelNames, "window"],
    values: each((endpoint, add) => {
      for (const [window, { ratio }] of windows(endpoint)) add({ ...place(endpoint), window }, ratio);
    }),
  });
  registerGauge(room, {
    name: metricNames.endpointCoverage,
    help: "Part of the time the state of the endpoint was known",
    labelNames: [...labelNames, "window"],
    values: each((endpoint, add) => {
      for (const [window, { coverage }] of windows(endpoint)) add({ ...place(endpoint), window }, coverage);
    }),
  });
}

function upOf({ state }: EndpointNow): number | null {
  if (state === "unknown") return null;
  return state === "up" || state === "degraded" ? 1 : 0;
}
