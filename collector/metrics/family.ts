import { Counter, Gauge, Histogram, type OpenMetricsContentType, type Registry } from "prom-client";
import type { MetricName } from "../../contract/metric-names.ts";
import type { Snapshot } from "./source.ts";

/** Where metrics are registered. Text format and OpenMetrics have a registry each, because prom-client renames counters for the latter. */
export interface MetricsRoom {
  readonly registry: Registry | Registry<OpenMetricsContentType>;
  /** The look taken for the scrape under way. */
  snapshot(): Snapshot;
  /** Settles when it is this metric's turn: between two metrics other requests are served. */
  turn(): Promise<void>;
}

export type Labels = Readonly<Record<string, string>>;

/** One metric: its name, what it means, and its values when asked. A null value is no series. */
export interface Family {
  readonly name: MetricName;
  readonly help: string;
  readonly labelNames?: readonly string[];
  readonly values: (snapshot: Snapshot, add: (labels: Labels, value: number | null) => void) => void;
}

export function registerGauge(room: MetricsRoom, { name, help, labelNames = [], values }: Family): void {
  const metric = new Gauge({
    name,
    help,
    labelNames,
    registers: [],
    async collect() {
      await room.turn();
      this.reset();
      // Without labels a reset leaves a 0, which would be said of what cannot be known.
      this.remove({});
      values(room.snapshot(), (labels, value) => {
        if (isKnown(value)) this.set(labels, value);
      });
    },
  });
  room.registry.registerMetric(metric);
}

/** For totals kept elsewhere. */
export function registerCounter(room: MetricsRoom, { name, help, labelNames = [], values }: Family): void {
  const metric = new Counter({
    name,
    help,
    labelNames,
    registers: [],
    async collect() {
      await room.turn();
      this.reset();
      this.remove({});
      values(room.snapshot(), (labels, value) => {
        if (isKnown(value)) this.inc(labels, value);
      });
    },
  });
  room.registry.registerMetric(metric);
}

/** For durations, observed as they happen. */
export function registerHistogram(
  room: MetricsRoom,
  { name, help, buckets }: Pick<Family, "name" | "help"> & { readonly buckets: readonly number[] },
): (value: number) => void {
  const histogram = new Histogram({ name, help, buckets: [...buckets], registers: [] });
  room.registry.registerMetric(histogram);
  return (value) => histogram.observe(value);
}

function isKnown(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

/** Instants of the ledger are ms, those of Prometheus s. */
export function secondsOf(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}
