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

export function registerGauge(room: MetricsRoom, family: Family): void {
  const { name, help, labelNames = [] } = family;
  const gauge: Gauge = new Gauge({
    name,
    help,
    labelNames,
    registers: [],
    collect: () => refill(room, family, gauge, (labels, value) => gauge.set(labels, value)),
  });
  room.registry.registerMetric(gauge);
}

/** For totals kept elsewhere. */
export function registerCounter(room: MetricsRoom, family: Family): void {
  const { name, help, labelNames = [] } = family;
  const counter: Counter = new Counter({
    name,
    help,
    labelNames,
    registers: [],
    collect: () => refill(room, family, counter, (labels, value) => counter.inc(labels, value)),
  });
  room.registry.registerMetric(counter);
}

/** Forgets every value of a metric and asks for those of now. */
async function refill(
  room: MetricsRoom,
  { values }: Family,
  metric: Pick<Gauge | Counter, "reset" | "remove">,
  keep: (labels: Labels, value: number) => void,
): Promise<void> {
  await room.turn();
  metric.reset();
  // Without labels a reset leaves a 0, which would be said of what cannot be known.
  metric.remove({});
  values(room.snapshot(), (labels, value) => {
    if (isKnown(value)) keep(labels, value);
  });
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
