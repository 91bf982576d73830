import { type MetricName, metricNames as m } from "../../contract/metric-names.ts";
import type { Waits } from "../settings.ts";
import type { Alert } from "./alert.ts";
import { lately, lengthOf } from "./promql.ts";

const about = { scope: "agent", owner: "operator", urgency: "ticket" } as const;

/** What agents tell of themselves. Nobody is woken: what they hold is not lost, and rooms work without them. */
export function agentAlerts(waits: Waits): Alert[] {
  const later = { forS: waits.ticket, keepS: waits.steady };
  const isHeard = `on (agent) (time() - ${lately(m.agentLastContact, waits)} < ${waits.agentSilent})`;
  const often = lengthOf(2 * waits.ticket);
  return [
    { name: "VisioAgentClockWrong", ...about, condition: `abs(${lately(m.agentClockOffset, waits)}) > 30`, ...later },
    {
      name: "VisioAgentBacklogGrowing",
      ...about,
      // One that was cut off for a month empties its outbox, and is left in peace.
      condition: `(delta(${m.agentOutboxObservations}[${often}]) > 0 and time() - ${m.agentOutboxOldest} > 3600) and ${isHeard}`,
      forS: 2 * waits.ticket,
      keepS: waits.steady,
    },
    { name: "VisioAgentDiskRefuses", ...about, condition: `${m.agentOutboxInMemory} == 1`, ...later },
    { name: "VisioObservationsLost", ...about, condition: learnt(m.agentLost, waits), forS: 0 },
    { name: "VisioReplacedCredentialUsed", ...about, condition: learnt(m.agentReplacedCredential, waits), forS: 0 },
    { name: "VisioPlanNotApplied", ...about, condition: `${m.agentPlanState}{state=~"refused|partial"} == 1`, ...later },
  ];
}

/** A total that rose within the last hour: when the collector learnt of it, which is when somebody should know. */
export function learnt(total: MetricName, waits: Waits): string {
  return `${total} - ${total} offset ${lengthOf(4 * waits.ticket)} > 0`;
}
