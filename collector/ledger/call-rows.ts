import type { Insertable, Selectable } from "kysely";
import type { CallRecord } from "../../contract/call.ts";
import { trueStartOf } from "../call-time.ts";
import type { StoredCall } from "./port.ts";
import type { Tables } from "./tables.ts";

type CallColumns = Omit<Insertable<Tables["call"]>, "is_imported" | "is_from_file" | "told_at_ms" | "clock_told_at_ms">;

export function rowOfCall(endpoint: string, call: CallRecord, leg: number): CallColumns {
  return {
    endpoint,
    key: call.key,
    started_at_ms: call.startedAt,
    true_started_at_ms: trueStartOf(call),
    duration_s: call.durationS,
    is_connected: call.isConnected ? 1 : 0,
    direction: call.direction,
    protocol: call.protocol,
    leg,
    ...courseColumns(call),
    ...qualityColumns(call),
    far_end: call.farEnd ?? null,
    far_end_place: call.farEndPlace ?? null,
    far_end_kind: call.farEndKind ?? null,
  };
}

function courseColumns(call: CallRecord) {
  return {
    rate_kbps: call.rateKbps ?? null,
    ended_at_ms: call.endedAt ?? null,
    is_encrypted: call.isEncrypted === undefined ? null : Number(call.isEncrypted),
    cause: call.cause ?? null,
    retry_of: call.retryOf ?? null,
    is_test: Number(call.isTest ?? false),
    clock_offset_s: call.clockOffsetS ?? null,
  };
}

function qualityColumns(call: CallRecord) {
  return {
    loss_ratio: call.lossRatio ?? null,
    max_jitter_ms: call.maxJitterMs ?? null,
    quality: call.quality,
    max_latency_ms: call.maxLatencyMs ?? null,
    streams: call.streams === undefined ? null : JSON.stringify(call.streams),
  };
}

export function callOfRow(row: Selectable<Tables["call"]>): StoredCall {
  return {
    entry: row.entry,
    endpoint: row.endpoint,
    leg: row.leg,
    trueStartedAt: row.true_started_at_ms,
    isImported: row.is_imported === 1,
    ...recordOfRow(row),
  };
}

/** The call as it was told, without what the ledger adds. */
export function recordOfRow(row: Selectable<Tables["call"]>): CallRecord {
  return {
    key: row.key,
    startedAt: row.started_at_ms,
    durationS: row.duration_s,
    isConnected: row.is_connected === 1,
    direction: row.direction as CallRecord["direction"],
    protocol: row.protocol as CallRecord["protocol"],
    quality: row.quality as CallRecord["quality"],
    ...(row.ended_at_ms === null ? {} : { endedAt: row.ended_at_ms }),
    ...(row.is_encrypted === null ? {} : { isEncrypted: row.is_encrypted === 1 }),
    ...(row.cause === null ? {} : { cause: row.cause as NonNullable<CallRecord["cause"]> }),
    ...(row.retry_of === null ? {} : { retryOf: row.retry_of }),
    ...(row.is_test === 0 ? {} : { isTest: true as const }),
    ...(row.max_latency_ms === null ? {} : { maxLatencyMs: row.max_latency_ms }),
    ...(row.streams === null ? {} : { streams: JSON.parse(row.streams) as NonNullable<CallRecord["streams"]> }),
    ...(row.far_end_place === null ? {} : { farEndPlace: row.far_end_place }),
    ...(row.far_end_kind === null ? {} : { farEndKind: row.far_end_kind as NonNullable<CallRecord["farEndKind"]> }),
    ...(row.clock_offset_s === null ? {} : { clockOffsetS: row.clock_offset_s }),
    ...(row.rate_kbps === null ? {} : { rateKbps: row.rate_kbps }),
    ...(row.loss_ratio === null ? {} : { lossRatio: row.loss_ratio }),
    ...(row.max_jitter_ms === null ? {} : { maxJitterMs: row.max_jitter_ms }),
    ...(row.far_end === null ? {} : { farEnd: row.far_end }),
  };
}
