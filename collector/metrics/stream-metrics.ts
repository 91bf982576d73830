import { type MetricName, metricNames } from "../../contract/metric-names.ts";
import type { ReadingKind } from "../../contract/reading-kinds.ts";
import { each, isAnswering, labelNames, place } from "./each-endpoint.ts";
import { type MetricsRoom, registerGauge } from "./family.ts";

interface StreamFigure {
  readonly name: MetricName;
  readonly kind: ReadingKind;
  readonly help: string;
  /** What the reading is multiplied by to be in base units. */
  readonly factor: number;
}

const figures: readonly StreamFigure[] = [
  { name: metricNames.streamLoss, kind: "stream_loss_ratio", help: "Packets lost over all since the call began", factor: 1 },
  { name: metricNames.streamRecentLoss, kind: "stream_recent_loss_ratio", help: "Packets lost over all, lately", factor: 1 },
  { name: metricNames.streamJitter, kind: "stream_jitter_milliseconds", help: "Jitter of a stream", factor: 0.001 },
  { name: metricNames.streamLatency, kind: "stream_latency_milliseconds", help: "Round trip of a stream", factor: 0.001 },
  { name: metricNames.streamRate, kind: "stream_rate_bits_per_second", help: "Rate of a stream", factor: 1 / 8 },
  { name: metricNames.streamFrames, kind: "stream_frames_per_second", help: "Pictures per second of a stream", factor: 1 },
];

/** Quality of the call that is going on. No series outside calls: a loss of 0 would be said of nothing. */
export function registerStreamMetrics(room: MetricsRoom): void {
  for (const { name, kind, help, factor } of figures) {
    registerGauge(room, {
      name,
      help: `${help}; only during a call`,
      labelNames: [...labelNames, "stream"],
      values: each((endpoint, add) => {
        if (!isAnswering(endpoint)) return;
        for (const { stream, kind: read, value } of endpoint.streams) {
          if (read === kind) add({ ...place(endpoint), stream }, value * factor);
        }
      }),
    });
  }
}
