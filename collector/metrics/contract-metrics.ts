import { metricNames } from "../../contract/metric-names.ts";
import { labelNames } from "./each-endpoint.ts";
import { type Labels, type MetricsRoom, registerGauge } from "./family.ts";
import type { ContractNow, Snapshot } from "./source.ts";

/** What was promised of each endpoint this quarter and what of it is lost, as its account has it; how calls from it went lately. */
export function registerContractMetrics(room: MetricsRoom): void {
  registerGauge(room, {
    name: metricNames.endpointBudget,
    help: "Time of the whole quarter's service that may be lost and the target still be held; absent without a target",
    labelNames,
    values: each(({ budgetSeconds }) => budgetSeconds),
  });
  registerGauge(room, {
    name: metricNames.endpointLost,
    help: "Time of service lost since the quarter began, whatever the cause; time that nothing is known of is not in it",
    labelNames,
    values: each(({ lostSeconds }) => lostSeconds),
  });
  registerGauge(room, {
    name: metricNames.endpointRecentAttempts,
    help: "Calls tried from the room in the last seven days, as far as is known",
    labelNames,
    values: each(({ attempts }) => attempts),
  });
  registerGauge(room, {
    name: metricNames.endpointRecentFailures,
    help: "Of the calls tried in the last seven days, those that never connected",
    labelNames,
    values: each(({ failedAttempts }) => failedAttempts),
  });
}

type Add = (labels: Labels, value: number | null) => void;

function each(tell: (contract: ContractNow) => number | null): (snapshot: Snapshot, add: Add) => void {
  return ({ contracts }, add) => {
    for (const one of contracts) add({ endpoint: one.endpoint, site: one.site, territory: one.territory }, tell(one));
  };
}
