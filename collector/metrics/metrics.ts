import { setImmediate as breathe } from "node:timers/promises";
import { type OpenMetricsContentType, Registry } from "prom-client";
import { registerAccessMetrics } from "./access-metrics.ts";
import { registerAgentMetrics } from "./agent-metrics.ts";
import { registerCollectorMetrics } from "./collector-metrics.ts";
import { registerContractMetrics } from "./contract-metrics.ts";
import { registerEndpointMetrics } from "./endpoint-metrics.ts";
import type { MetricsRoom } from "./family.ts";
import { registerFollowerMetrics } from "./follower-metrics.ts";
import { registerInfoMetrics } from "./info-metrics.ts";
import type { CountedIngest } from "./ingest-counters.ts";
import { registerIngestMetrics } from "./ingest-metrics.ts";
import { registerReportMetrics } from "./report-metrics.ts";
import { registerScheduleMetrics } from "./schedule-metrics.ts";
import { type MetricsSource, type Snapshot, takeSnapshot } from "./source.ts";
import { registerStreamMetrics } from "./stream-metrics.ts";
import { registerUsageMetrics } from "./usage-metrics.ts";

export type MetricsFormat = "text" | "openmetrics";

export interface MetricsOptions {
  readonly source: MetricsSource;
  readonly ingest: CountedIngest;
  readonly version: string;
}

export interface Metrics {
  /** Everything as it is now. Scrapes that come while one is under way get the same answer. @throws what the source throws */
  render(format: MetricsFormat): Promise<string>;
  contentType(format: MetricsFormat): string;
}

export function createMetrics(options: MetricsOptions): Metrics {
  const openMetrics = new Registry<OpenMetricsContentType>();
  openMetrics.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const renderers = { text: rendererOf(new Registry(), options), openmetrics: rendererOf(openMetrics, options) };
  return { render: (format) => renderers[format].render(), contentType: (format) => renderers[format].contentType };
}

function rendererOf(registry: MetricsRoom["registry"], { source, ingest, version }: MetricsOptions) {
  let snapshot: Snapshot | null = null;
  let underWay: Promise<string> | null = null;
  let lastTurn = Promise.resolve();
  const room: MetricsRoom = {
    registry,
    snapshot: () => {
      if (snapshot === null) throw new Error("metrics are read outside a scrape");
      return snapshot;
    },
    turn: () => {
      lastTurn = lastTurn.then(() => breathe());
      return lastTurn;
    },
  };
  registerEndpointMetrics(room);
  registerAccessMetrics(room);
  registerStreamMetrics(room);
  registerScheduleMetrics(room);
  registerUsageMetrics(room);
  registerContractMetrics(room);
  registerReportMetrics(room);
  registerInfoMetrics(room);
  registerAgentMetrics(room);
  registerIngestMetrics(room, ingest);
  registerFollowerMetrics(room);
  registerCollectorMetrics(room, version);

  async function scrape(): Promise<string> {
    snapshot = await takeSnapshot(source);
    const text = await registry.metrics();
    snapshot = null;
    return text;
  }
  return {
    contentType: registry.contentType,
    render: () => {
      underWay ??= scrape().finally(() => {
        underWay = null;
      });
      return underWay;
    },
  };
}
