import { metricNames as m } from "../../contract/metric-names.ts";
import type { AlertingSettings, Waits } from "../settings.ts";
import { learnt } from "./agent-alerts.ts";
import type { Alert } from "./alert.ts";
import { lengthOf } from "./promql.ts";

const ours = { scope: "collector", owner: "operator" } as const;
const gibibyte = 2 ** 30;
const reportPatienceS = 6 * 3_600;

/** What is kept, and the room for it. */
function storeAlerts(waits: Waits): Alert[] {
  return [
    { name: "VisioInfluxSetAside", ...ours, urgency: "ticket", condition: `increase(${m.influxSetAside}[1h]) > 0`, forS: 0 },
    { name: "VisioLedgerDiskFull", ...ours, urgency: "page", condition: `${m.ledgerFreeBytes} < ${gibibyte}`, forS: waits.collectorDown },
    {
      name: "VisioLedgerDiskFilling",
      ...ours,
      urgency: "ticket",
      condition: `predict_linear(${m.ledgerFreeBytes}[6h], 4 * 86400) < 0 and ${m.ledgerFreeBytes} >= ${gibibyte}`,
      forS: 4 * waits.ticket,
    },
  ];
}

/** What goes wrong with our own services. */
export function collectorAlerts(waits: Waits, { jobs }: Pick<AlertingSettings, "jobs">): Alert[] {
  const later = { forS: waits.ticket, keepS: waits.steady };
  const up = `up{job="${jobs.collector}"}`;
  const lag = `${m.followerLag}{follower="states"}`;
  return [
    {
      name: "VisioCollectorDown",
      ...ours,
      urgency: "page",
      condition: `max(${up}) == 0 or absent(${up})`,
      forS: waits.collectorDown,
    },
    {
      name: "VisioStatesLate",
      ...ours,
      urgency: "ticket",
      // Many entries may wait after a long cut; that they do not get fewer is what is wrong.
      condition: `min_over_time(${lag}[${lengthOf(waits.ticket)}]) > 0 and delta(${lag}[${lengthOf(waits.ticket)}]) >= 0`,
      ...later,
    },
    {
      name: "VisioInfluxStuck",
      ...ours,
      urgency: "ticket",
      condition: `time() - ${m.influxFailingSince} > ${waits.ticket}`,
      forS: 0,
      keepS: waits.steady,
    },
    {
      name: "VisioReportNotSent",
      ...ours,
      urgency: "ticket",
      // It is tried again every hour: a mail server may be away for a night.
      condition: `time() - ${m.reportFailingSince} > ${reportPatienceS}`,
      forS: 0,
      keepS: waits.steady,
    },
    ...storeAlerts(waits),
    {
      name: "VisioCertificateExpiring",
      ...ours,
      urgency: "ticket",
      condition: `${m.certificateExpiry} - time() < ${14 * 86_400}`,
      ...later,
    },
    { name: "VisioInventoryRefused", ...ours, urgency: "ticket", condition: `${m.inventoryProblems} > 0`, ...later },
    { name: "VisioEnvelopesRefused", ...ours, urgency: "ticket", condition: `increase(${m.ingestRefused}[1h]) > 10`, ...later },
    { name: "VisioObservationsRejected", ...ours, urgency: "ticket", condition: learnt(m.ingestRejected, waits), forS: 0 },
    {
      name: "VisioNotificationsFailing",
      ...ours,
      urgency: "ticket",
      condition: "increase(alertmanager_notifications_failed_total[15m]) > 0 or increase(prometheus_notifications_dropped_total[15m]) > 0",
      forS: 0,
      keepS: waits.steady,
    },
  ];
}

/** Alerts that nobody is told of: they mute others, or show that all is alive. */
export function quietAlerts(): Alert[] {
  const quiet = { owner: "operator", urgency: "none", forS: 0 } as const;
  const all = (label: string) => `min by (${label}) (${m.endpointMaintenance}) == 1`;
  return [
    { name: "VisioWatchdog", scope: "collector", ...quiet, condition: "vector(1)" },
    { name: "VisioMaintenance", scope: "endpoint", ...quiet, condition: `${m.endpointMaintenance} == 1` },
    { name: "VisioSiteMaintenance", scope: "site", ...quiet, condition: all("site, territory") },
    { name: "VisioTerritoryMaintenance", scope: "territory", ...quiet, condition: all("territory") },
  ];
}
