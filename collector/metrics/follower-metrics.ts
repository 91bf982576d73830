import { metricNames } from "../../contract/metric-names.ts";
import { type MetricsRoom, registerCounter, registerGauge, secondsOf } from "./family.ts";

/** How far those who read the ledger are behind, and how writing to InfluxDB goes. No InfluxDB fed, no `influx` series. */
export function registerFollowerMetrics(room: MetricsRoom): void {
  registerGauge(room, {
    name: metricNames.followerLag,
    help: "Entries of a stream of the ledger that a follower has not dealt with",
    labelNames: ["follower", "stream"],
    values: ({ followers, influx }, add) => {
      for (const { follower, stream, entries } of followers) add({ follower, stream }, entries);
      for (const [stream, entries] of Object.entries(influx?.lagByStream ?? {})) add({ follower: "influx", stream }, entries);
    },
  });
  registerCounter(room, {
    name: metricNames.influxWritten,
    help: "Points InfluxDB took",
    values: ({ influx }, add) => add({}, influx?.written ?? null),
  });
  registerCounter(room, {
    name: metricNames.influxSetAside,
    help: "Points InfluxDB refused for good",
    values: ({ influx }, add) => add({}, influx?.setAside ?? null),
  });
  registerCounter(room, {
    name: metricNames.influxFailures,
    help: "Attempts to write to InfluxDB that failed and are made again",
    values: ({ influx }, add) => add({}, influx?.failures ?? null),
  });
  registerGauge(room, {
    name: metricNames.influxLastSuccess,
    help: "When InfluxDB last took a point; absent before the first",
    values: ({ influx }, add) => add({}, secondsOf(influx?.lastSuccessAt ?? null)),
  });
  registerGauge(room, {
    name: metricNames.influxFailingSince,
    help: "Since when InfluxDB gets nothing; absent while it takes points",
    values: ({ influx }, add) => add({}, secondsOf(influx?.failingSince ?? null)),
  });
}
