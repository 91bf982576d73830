import { metricNames } from "../../contract/metric-names.ts";
import { restartKinds } from "../ledger/port.ts";
import { each, isAnswering, labelNames, latelyToo, place } from "./each-endpoint.ts";
import { type MetricsRoom, registerCounter, registerGauge } from "./family.ts";

/** How each endpoint lets itself be read, and what it was before: channels, identity, clock, restarts. */
export function registerAccessMetrics(room: MetricsRoom): void {
  registerChannels(room);
  registerGauge(room, {
    name: metricNames.endpointTlsState,
    help: "1 for how the web interface is known to be the codec, or why the agent does not talk to it; absent where it has none",
    labelNames: [...labelNames, "tls"],
    values: each((endpoint, add) => {
      if (endpoint.tls !== null) add({ ...place(endpoint), tls: endpoint.tls }, 1);
    }),
  });
  registerGauge(room, {
    name: metricNames.endpointForbiddenDocuments,
    help: "Documents that the web interface refuses to our account while it gives the others; absent where there is none",
    labelNames,
    values: each((endpoint, add) => add(place(endpoint), isAnswering(endpoint) ? endpoint.forbiddenDocuments : null)),
  });
  registerGauge(room, {
    name: metricNames.endpointClockOffset,
    help: "Codec's clock minus agent's clock, absent unless it answers",
    labelNames,
    values: each((endpoint, add) => add(place(endpoint), isAnswering(endpoint) ? endpoint.clockOffsetSeconds : null)),
  });
  registerGauge(room, {
    name: metricNames.endpointFailedParts,
    help: "Cameras, microphones, registrations… that the codec says failed, or its temperature too high; absent for what it says nothing of",
    labelNames: [...labelNames, "part"],
    values: each((endpoint, add) => {
      if (!isAnswering(endpoint)) return;
      for (const { part, failed } of endpoint.failedParts) add({ ...place(endpoint), part }, failed);
    }),
  });
  registerCounter(room, {
    name: metricNames.endpointRestarts,
    help: `Restarts concluded from uptimes since the ledger exists: of the codec, of its SNMP agent alone, or of one of the two; ${latelyToo}`,
    labelNames: [...labelNames, "kind"],
    values: each((endpoint, add) => {
      for (const kind of restartKinds) add({ ...place(endpoint), kind }, endpoint.restarts[kind] ?? 0);
    }),
  });
}

function registerChannels(room: MetricsRoom): void {
  registerGauge(room, {
    name: metricNames.endpointChannelState,
    // The others are not told as 0: with four channels an endpoint they would be a third of all series.
    help: "1 for what a channel to the endpoint does; absent once its last word is too old",
    labelNames: [...labelNames, "channel", "state"],
    values: each((endpoint, add) => {
      for (const { channel, state } of endpoint.channels) add({ ...place(endpoint), channel, state }, 1);
    }),
  });
}
