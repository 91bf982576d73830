import type { Insertable, Selectable } from "kysely";
import type { Observation } from "../../contract/observation.ts";
import type { EndpointState, StateCause, StateInterval } from "../sla/state-interval.ts";
import { type Form, numbersOf, readingsOf } from "./forms.ts";
import type { AppendBatch, StoredObservation } from "./port.ts";
import type { Tables } from "./tables.ts";

/*
 * Rows to objects and back. What is read here was checked at the door before it was written, so its types are asserted,
 * not checked again.
 */

export function rowOfObservation(
  batch: Pick<AppendBatch, "agent" | "receivedAt">,
  observation: Observation,
  form: number,
): Insertable<Tables["observation"]> {
  return {
    agent: batch.agent,
    endpoint: observation.endpoint,
    observed_at_ms: observation.observedAt,
    clock_ms: observation.clockMs,
    elapsed_ms: observation.elapsedMs,
    received_at_ms: batch.receivedAt,
    form,
    numbers: numbersOf(observation),
  };
}

/** The same as it comes back. */
export function storedObservation(
  { agent, receivedAt }: Pick<AppendBatch, "agent" | "receivedAt">,
  observation: Observation,
  entry: number,
): StoredObservation {
  return { ...observation, entry, agent, receivedAt, calls: [] };
}

/** Calls are kept in their own stream, so the observation that brought them comes back without. */
export function observationOfRow(row: Selectable<Tables["observation"]>, form: Form): StoredObservation {
  return {
    entry: row.entry,
    agent: row.agent,
    receivedAt: row.received_at_ms,
    endpoint: row.endpoint,
    question: form.question,
    observedAt: row.observed_at_ms,
    clockMs: row.clock_ms,
    elapsedMs: row.elapsed_ms,
    intervalS: form.intervalS,
    channels: form.channels,
    readings: readingsOf(form, row.numbers),
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
    events: interval.evidence.events === undefined ? null : JSON.stringify(interval.evidence.events),
    dissent: interval.evidence.dissent ?? null,
    is_end_told: isEndTold ? 1 : 0,
  };
}

export function intervalOfRow(row: Selectable<Tables["state_interval"]>): StateInterval {
  return {
    from: row.from_s,
    to: row.to_s,
    state: row.state as EndpointState,
    cause: row.cause as StateCause,
    evidence: {
      firstObservedAt: row.first_observed_at_ms,
      lastObservedAt: row.last_observed_at_ms,
      ...(row.events !== null && { events: JSON.parse(row.events) as string[] }),
      ...(row.dissent !== null && { dissent: row.dissent }),
    },
  };
}
