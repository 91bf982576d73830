import type { CallStream } from "../../../contract/call.ts";
import type { Directory } from "../../directory/directory.ts";
import type { StoredCall } from "../../ledger/port.ts";
import { audioMosOf } from "../../quality/audio-mos.ts";
import { metricsOf } from "../../quality/call-metrics.ts";
import { scoreOfCall } from "../../quality/call-score.ts";
import { endpointTags } from "./measurements.ts";
import type { Point } from "./point.ts";

type Fields = Record<string, number | string>;

/**
 * A call at the instant it truly began. Nothing that names the far end goes to InfluxDB, not even its hash: with times and durations it
 * would single a correspondent out. How far away it is (commune, EPCI, region…) and what it is (a room, a bridge…) does.
 */
export function callPoint(call: StoredCall, directory: Directory): Point {
  return {
    measurement: "call",
    tags: { ...endpointTags(directory, call.endpoint), direction: call.direction, protocol: call.protocol, leg: String(call.leg) },
    fields: { ...courseOf(call), ...qualityOf(call), ...farEndOf(call) },
    timestamp: call.trueStartedAt,
  };
}

function courseOf(call: StoredCall): Fields {
  return {
    duration_seconds: call.durationS,
    connected: Number(call.isConnected),
    retry: Number(call.retryOf !== undefined),
    test: Number(call.isTest ?? false),
    imported: Number(call.isImported),
    ...(call.isEncrypted === undefined ? {} : { encrypted: Number(call.isEncrypted) }),
    ...(call.cause === undefined ? {} : { cause: call.cause }),
    ...(call.clockOffsetS === undefined ? {} : { clock_offset_seconds: call.clockOffsetS }),
    ...(call.rateKbps === undefined ? {} : { rate_bits_per_second: call.rateKbps * 1000 }),
  };
}

function qualityOf(call: StoredCall): Fields {
  const fields: Fields = { quality: call.quality, ...scoreFields(call), ...figuresOf(call, "") };
  for (const stream of call.streams ?? []) Object.assign(fields, figuresOf(stream, `${stream.medium}_${stream.direction}_`));
  return fields;
}

/** A call that never connected has no quality at all; one that cannot be classified has a class, and no score. */
function scoreFields(call: StoredCall): Fields {
  if (!call.isConnected) return {};
  const { score, class: name, weakest } = scoreOfCall(call);
  const mos = score === null ? null : audioMosOf(metricsOf(call));
  return {
    class: name,
    ...(score === null ? {} : { score }),
    ...(weakest === null ? {} : { weakest_metric: weakest }),
    ...(mos === null ? {} : { indicative_audio_mos: mos.mos }),
  };
}

function figuresOf({ lossRatio, maxJitterMs, maxLatencyMs }: Omit<CallStream, "medium" | "direction">, prefix: string): Fields {
  return {
    ...(lossRatio === undefined ? {} : { [`${prefix}loss_ratio`]: lossRatio }),
    ...(maxJitterMs === undefined ? {} : { [`${prefix}max_jitter_seconds`]: maxJitterMs / 1000 }),
    ...(maxLatencyMs === undefined ? {} : { [`${prefix}max_latency_seconds`]: maxLatencyMs / 1000 }),
  };
}

function farEndOf({ farEndPlace, farEndKind }: StoredCall): Fields {
  return {
    ...(farEndPlace === undefined ? {} : { far_end_place_kind: farEndPlace.replace(/:.*$/, "") }),
    ...(farEndKind === undefined ? {} : { far_end_kind: farEndKind }),
  };
}
