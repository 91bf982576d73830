import type { Insertable, Selectable } from "kysely";
import type { CallRecord } from "../../contract/call.ts";
import { type Channel, channels, type Observation, type Outcome, type Question, type Reading } from "../../contract/observation.ts";
import type { EndpointState, StateCause, StateInterval } from "../sla/state-interval.ts";
import type { AppendBatch, StoredCall, StoredObservation } from "./port.ts";
import type { Tables } from "./tables.ts";

/*
 * Rows to objects and back. What is read here was checked at the door before it was written, so its types are asserted,
 * not checked again.
 */

type ReadingCell = readonly [kind: string, value: number | string, instance?: string];

export function rowOfObservation(
  batch: Pick<AppendBatch, "agent" | "receivedAt">,
  observation: Observation,
): Insertable<Tables["observation"]> {
  return {
    agent: batch.agent,
    endpoint: observation.endpoint,
    question: observation.question,
    observed_at_ms: observation.observedAt,
    clock_ms: observation.clockMs,
    elapsed_ms: observation.elapsedMs,
    interval_s: observation.intervalS,
    snmp: observation.channels.snmp ?? null,
    http: observation.channels.http ?? null,
    tcp: observation.channels.tcp ?? null,
    icmp: observation.channels.icmp ?? null,
    readings: JSON.stringify(observation.readings.map(cellOfReading)),
    received_at_ms: batch.receivedAt,
  };
}

/** Calls are kept in their own stream, so the observation that brought them comes back without. */
export function observationOfRow(row: Selectable<Tables["observation"]>): StoredObservation {
  return {
    entry: row.entry,
    agent: row.agent,
    receivedAt: row.received_at_ms,
    endpoint: row.endpoint,
    question: row.question as Question,
    observedAt: row.observed_at_ms,
    clockMs: row.clock_ms,
    elapsedMs: row.elapsed_ms,
    intervalS: row.interval_s,
    channels: channelsOfRow(row),
    readings: (JSON.parse(row.readings) as ReadingCell[]).map(readingOfCell),
    calls: [],
  };
}

export function rowOfCall(endpoint: string, call: CallRecord, leg: number): Insertable<Tables["call"]> {
  return {
    endpoint,
    key: call.key,
    started_at_ms: call.startedAt,
    duration_s: call.durationS,
    is_connected: call.isConnected ? 1 : 0,
    direction: call.direction,
    protocol: call.protocol,
    rate_kbps: call.rateKbps ?? null,
    loss_ratio: call.lossRatio ?? null,
    max_jitter_ms: call.maxJitterMs ?? null,
    far_end: call.farEnd ?? null,
    leg,
    ended_at_ms: call.endedAt ?? null,
    is_encrypted: call.isEncrypted === undefined ? null : Number(call.isEncrypted),
    cause: call.cause ?? null,
    retry_of: call.retryOf ?? null,
    is_test: Number(call.isTest ?? false),
    quality: call.quality,
    max_latency_ms: call.maxLatencyMs ?? null,
    streams: call.streams === undefined ? null : JSON.stringify(call.streams),
    far_end_place: call.farEndPlace ?? null,
    far_end_kind: call.farEndKind ?? null,
    clock_offset_s: call.clockOffsetS ?? null,
  };
}

export function callOfRow(row: Selectable<Tables["call"]>): StoredCall {
  return {
    entry: row.entry,
    endpoint: row.endpoint,
    leg: row.leg,
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

export function rowOfInterval(endpoint: string, interval: StateInterval, isEndTold: boolean): Insertable<Tables["state_interval"]> {
  return {
    endpoint,
    from_s: interval.from,
    to_s: interval.to,
    state: interval.state,
    cause: interval.cause,
    first_observed_at_ms: interval.evidence.firstObservedAt,
    last_observed_at_ms: interval.evidence.lastObservedAt,
    is_end_told: isEndTold ? 1 : 0,
  };
}

export function intervalOfRow(row: Selectable<Tables["state_interval"]>): StateInterval {
  return {
    from: row.from_s,
    to: row.to_s,
    state: row.state as EndpointState,
    cause: row.cause as StateCause,
    evidence: { firstObservedAt: row.first_observed_at_ms, lastObservedAt: row.last_observed_at_ms },
  };
}

function cellOfReading({ kind, value, instance }: Reading): ReadingCell {
  return instance === undefined ? [kind, value] : [kind, value, instance];
}

function readingOfCell([kind, value, instance]: ReadingCell): Reading {
  const reading = { kind: kind as Reading["kind"], value };
  return instance === undefined ? reading : { ...reading, instance };
}

function channelsOfRow(row: Readonly<Record<Channel, string | null>>): Observation["channels"] {
  const seen: Partial<Record<Channel, Outcome>> = {};
  for (const channel of channels) {
    const outcome = row[channel];
    if (outcome !== null) seen[channel] = outcome as Outcome;
  }
  return seen;
}
