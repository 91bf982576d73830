import type { CallRecord, CallStream } from "../../contract/call.ts";

/** What the network did to a call, as its codec measured it. Absent: not told. */
export interface CallMetrics {
  /** Lost packets over all, 0 to 1, the worst direction. */
  readonly videoLossRatio?: number;
  readonly audioLossRatio?: number;
  readonly jitterMs?: number;
  /** Round trip. */
  readonly roundTripMs?: number;
}

/** Where a record tells of metrics. */
export type MetricsSource = "streams" | "lossRatio" | "maxJitterMs" | "maxLatencyMs";

/**
 * The metrics of a call: the worst of both directions of audio and main video; a presentation is told apart. Where a codec tells no streams
 * but one loss of the whole call, it stands for the video, whose anchors are the stricter ones above 1 %.
 */
export function metricsOf(call: Pick<CallRecord, MetricsSource>): CallMetrics {
  const streams = call.streams ?? [];
  const main = streams.filter(({ medium }) => medium !== "presentation");
  const video = worstLoss(streams, "video");
  const audio = worstLoss(streams, "audio");
  const jitterMs = highest(main.flatMap((stream) => stream.maxJitterMs ?? [])) ?? call.maxJitterMs;
  const roundTripMs = highest(main.flatMap((stream) => stream.maxLatencyMs ?? [])) ?? call.maxLatencyMs;
  const videoLossRatio = video ?? (audio === undefined ? call.lossRatio : undefined);
  return {
    ...(videoLossRatio === undefined ? {} : { videoLossRatio }),
    ...(audio === undefined ? {} : { audioLossRatio: audio }),
    ...(jitterMs === undefined ? {} : { jitterMs }),
    ...(roundTripMs === undefined ? {} : { roundTripMs }),
  };
}

function worstLoss(streams: readonly CallStream[], medium: "audio" | "video"): number | undefined {
  return highest(streams.flatMap((stream) => (stream.medium === medium ? (stream.lossRatio ?? []) : [])));
}

const highest = (values: readonly number[]): number | undefined => (values.length === 0 ? undefined : Math.max(...values));
