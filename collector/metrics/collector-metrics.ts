import { metricNames } from "../../contract/metric-names.ts";
import { type MetricsRoom, registerCounter, registerGauge } from "./family.ts";

/** The collector's own process and store. */
export function registerCollectorMetrics(room: MetricsRoom, version: string): void {
  registerGauge(room, {
    name: metricNames.buildInfo,
    help: "Version of the collector",
    labelNames: ["version", "node"],
    values: (_snapshot, add) => add({ version, node: process.versions.node }, 1),
  });
  registerGauge(room, {
    name: metricNames.ledgerBytes,
    help: "Size of the ledger on disk",
    values: ({ ledgerBytes }, add) => add({}, ledgerBytes),
  });
  registerGauge(room, {
    name: metricNames.ledgerFreeBytes,
    help: "Space left where the ledger is",
    values: ({ freeBytes }, add) => add({}, freeBytes),
  });
  registerGauge(room, {
    name: metricNames.inventoryLoaded,
    help: "When the inventory that counts was read",
    values: ({ inventory }, add) => add({}, inventory.loadedAt / 1000),
  });
  registerGauge(room, {
    name: metricNames.inventoryProblems,
    help: "Problems of the newest inventory; while there is one, the inventory before it counts",
    values: ({ inventory }, add) => add({}, inventory.problems),
  });
  registerGauge(room, {
    name: metricNames.certificateExpiry,
    help: "Until when the certificate that the collector shows is good; absent without TLS",
    values: ({ certificateExpiresAt }, add) => add({}, certificateExpiresAt === null ? null : certificateExpiresAt / 1000),
  });
  registerCounter(room, {
    name: metricNames.collectorCpu,
    help: "Processor time of the collector, system time included",
    values: (_snapshot, add) => {
      const { user, system } = process.cpuUsage();
      add({}, (user + system) / 1e6);
    },
  });
  registerGauge(room, {
    name: metricNames.collectorResidentMemory,
    help: "Memory of the collector's process",
    values: (_snapshot, add) => add({}, process.memoryUsage.rss()),
  });
  // Measured once: computed at each scrape it would jitter, and every jitter would look like a restart.
  const startedAt = Date.now() / 1000 - process.uptime();
  registerGauge(room, {
    name: metricNames.collectorStart,
    help: "When the collector started",
    values: (_snapshot, add) => add({}, startedAt),
  });
}
