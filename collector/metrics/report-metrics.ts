import { metricNames } from "../../contract/metric-names.ts";
import { type MetricsRoom, registerCounter, registerGauge } from "./family.ts";

/** How issuing and sending the quarterly report goes. None is issued by itself, no series. */
export function registerReportMetrics(room: MetricsRoom): void {
  registerCounter(room, {
    name: metricNames.reportFailures,
    help: "Attempts to issue and send the quarterly report that failed and are made again",
    values: ({ reports }, add) => add({}, reports?.failures ?? null),
  });
  registerGauge(room, {
    name: metricNames.reportFailingSince,
    help: "Since when the quarterly report that is due cannot be issued and sent; absent while nothing is wrong",
    values: ({ reports }, add) => add({}, reports?.failingSince ?? null),
  });
}
