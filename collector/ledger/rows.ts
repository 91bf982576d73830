import type { Insertable, Selectable } from "kysely";
import { type Channel, channels, type Observation, type Outcome, type Question, type Reading } from "../../contract/observation.ts";
import type { EndpointState, StateCause, StateInterval } from "../sla/state-interval.ts";
import type { AppendBatch, StoredObservation } from "./port.ts";
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
