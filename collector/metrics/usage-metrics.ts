import { metricNames } from "../../contract/metric-names.ts";
import { type Labels, type MetricsRoom, registerGauge } from "./family.ts";
import type { Snapshot, TerritoryUseNow } from "./source.ts";

/** How territories are used: few series, of whole months. Verdicts on sites by name are for `vigie usage` and reports. */
export function registerUsageMetrics(room: MetricsRoom): void {
  registerGauge(room, {
    name: metricNames.territoryUses,
    help: "Uses of the last twelve months that ended",
    labelNames: ["territory"],
    values: each(({ uses }) => uses),
  });
  registerGauge(room, {
    name: metricNames.territoryUsed,
    help: "Time connected in the uses of the last twelve months that ended",
    labelNames: ["territory"],
    values: each(({ usedSeconds }) => usedSeconds),
  });
  registerGauge(room, {
    name: metricNames.territoryLastUse,
    help: "When the last use that is known began; of one whose calls are forgotten, its month. Absent: never used",
    labelNames: ["territory"],
    values: each(({ lastUseAt }) => lastUseAt),
  });
  registerGauge(room, {
    name: metricNames.territoryUnderUse,
    help: "Sites by what may be said of their use over the last twelve months that ended",
    labelNames: ["territory", "verdict"],
    values: ({ territoryUse }, add) => {
      for (const { territory, verdicts } of territoryUse)
        for (const [verdict, sites] of Object.entries(verdicts)) add({ territory, verdict }, sites);
    },
  });
}

type Add = (labels: Labels, value: number | null) => void;

function each(tell: (use: TerritoryUseNow) => number | null): (snapshot: Snapshot, add: Add) => void {
  return ({ territoryUse }, add) => {
    for (const use of territoryUse) add({ territory: use.territory }, tell(use));
  };
}
