import type { AppendBatch } from "../../../collector/ledger/port.ts";
import type { CallRecord } from "../../../contract/call.ts";
import type { Observation } from "../../../contract/observation.ts";

export const t0 = Date.UTC(2026, 9, 1);

export function observed(atS: number, more: Partial<Observation> = {}): Observation {
  return {
    endpoint: "codec-a",
    question: "state",
    observedAt: t0 + atS * 1000,
    clockMs: t0 - 5_000,
    elapsedMs: 12,
    intervalS: 60,
    channels: { snmp: "answered" },
    readings: [],
    calls: [],
    ...more,
  };
}

/** An envelope of `observations`, numbered from `first`. */
export function batchOf(first: number, observations: readonly Observation[], more: Partial<AppendBatch> = {}): AppendBatch {
  return {
    agent: "agent-a",
    outbox: "00112233aabbccdd",
    receivedAt: t0 + 1_000_000,
    sentAt: t0 + 1_000_250,
    boot: "cafe0123",
    first,
    count: observations.length,
    observations: observations.map((observation, index) => ({ sequence: first + index, observation })),
    ...more,
  };
}

export function callTold(key: string, more: Partial<CallRecord> = {}): CallRecord {
  return {
    key,
    startedAt: t0,
    durationS: 600,
    isConnected: true,
    direction: "out",
    protocol: "sip",
    quality: "measured",
    lossRatio: 0.01,
    farEnd: "0123456789abcdef",
    ...more,
  };
}
