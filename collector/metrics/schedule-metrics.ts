import { metricNames } from "../../contract/metric-names.ts";
import { labelNames, place } from "./each-endpoint.ts";
import { type MetricsRoom, registerGauge } from "./family.ts";
import type { Snapshot } from "./source.ts";

const siteLabels = ["site", "territory"];

/** Who could use a room now or soon, and where work was announced: what decides whether a fault wakes somebody. */
export function registerScheduleMetrics(room: MetricsRoom): void {
  registerGauge(room, {
    name: metricNames.endpointMaintenance,
    help: "1 while a maintenance is announced for the endpoint, 0 outside",
    labelNames,
    values: ({ endpoints, schedule }, add) => {
      for (const one of endpoints) add(place(one), schedule.inMaintenance.has(one.endpoint) ? 1 : 0);
    },
  });
  registerGauge(room, {
    name: metricNames.siteOpen,
    help: "1 while the site is open, by its opening hours and closures, 0 outside; absent once all its endpoints are removed",
    labelNames: siteLabels,
    values: each((site, { openSites }) => (openSites.has(site) ? 1 : 0)),
  });
  registerGauge(room, {
    name: metricNames.siteOpenFrom,
    help: "When the site opened, or opens next; absent where it stays closed for a fortnight",
    labelNames: siteLabels,
    values: each((site, { openFrom }) => openFrom.get(site) ?? null),
  });
}

type Add = (labels: Readonly<Record<string, string>>, value: number | null) => void;

function each(tell: (site: string, schedule: Snapshot["schedule"]) => number | null): (snapshot: Snapshot, add: Add) => void {
  return ({ directory, schedule }, add) => {
    for (const { id, territory } of directory.sites) if (!schedule.removedSites.has(id)) add({ site: id, territory }, tell(id, schedule));
  };
}
