import { outcomeOf } from "../../../contract/observation.ts";
import type { Directory } from "../../directory/directory.ts";
import type { AgentReport, StateChange, StoredObservation } from "../../ledger/port.ts";
import type { EndpointState } from "../../sla/state-interval.ts";
import type { InstanceNames } from "./instance-names.ts";
import type { Point } from "./point.ts";

export const measurements = ["endpoint_state", "endpoint_reading", "call", "agent"] as const;

/** The number of a state, for panels that need one. The word itself is the field `state`. Append only. */
export const stateCodes = { unknown: 0, up: 1, degraded: 2, down: 3, site: 4 } as const satisfies Record<EndpointState, number>;

/** Site and territory of what the inventory does not name any more: its history is written all the same. */
const outOfInventory = "hors-inventaire";

// State and cause are fields, not tags: an instant that is stated anew must replace the old point, not stand beside it.
export function statePoint(change: StateChange, directory: Directory): Point {
  return {
    measurement: "endpoint_state",
    tags: endpointTags(directory, change.endpoint),
    fields: { state: change.state, state_code: stateCodes[change.state], cause: change.cause },
    timestamp: change.at * 1000,
  };
}

// The question is a tag because two questions may be asked in the same millisecond.
export function readingPoint(observation: StoredObservation, directory: Directory, mayBeNamed: InstanceNames): Point {
  const fields: Record<string, number | string> = { outcome: outcomeOf(observation), elapsed_ms: observation.elapsedMs };
  for (const [channel, outcome] of Object.entries(observation.channels)) fields[`${channel}_outcome`] = outcome;
  for (const { kind, instance, value } of observation.readings) {
    if (instance === undefined || mayBeNamed(observation.endpoint, kind, instance)) fields[fieldOf(kind, instance)] = value;
  }
  return {
    measurement: "endpoint_reading",
    tags: { ...endpointTags(directory, observation.endpoint), question: observation.question },
    fields,
    timestamp: observation.observedAt,
  };
}

export function agentPoint(report: AgentReport, directory: Directory): Point {
  const { health } = report;
  const known = directory.agent(report.agent);
  return {
    measurement: "agent",
    tags: { agent: report.agent, ...siteTag(known === undefined ? outOfInventory : known.site) },
    fields: {
      version: health.version,
      start_timestamp_seconds: health.startedAt / 1000,
      outbox_observations: health.outboxCount,
      outbox_bytes: health.outboxBytes,
      lost_observations: health.lostCount,
      rejected_observations: health.rejectedCount,
      spoofed_replies: health.spoofedReplies,
      malformed_replies: health.malformedReplies,
      late_polls: health.latePolls,
      rss_bytes: health.rssBytes,
      polls: health.polls.count,
      poll_timeouts: health.polls.timeouts,
      poll_seconds: health.polls.totalMs / 1000,
      longest_poll_seconds: health.polls.longestMs / 1000,
      kept_in: health.keptIn,
      // As in /metrics: includes the time on the wire.
      clock_offset_seconds: (report.sentAt - report.receivedAt) / 1000,
      ...(health.anonymousBytes === undefined ? {} : { anonymous_bytes: health.anonymousBytes }),
      ...(health.oldestObservedAt === undefined ? {} : { outbox_oldest_timestamp_seconds: health.oldestObservedAt / 1000 }),
      ...planFields(health.plan),
    },
    // Not the agent's own clock, which may be the very thing that is wrong.
    timestamp: report.receivedAt,
  };
}

/** One that stands on no site has no such tag, as it has no such label in /metrics: both read an empty word as none. */
function siteTag(site: string | null): Record<string, string> {
  return site === null ? {} : { site };
}

/** Fields, not tags: a new plan is no new series. */
function planFields(plan: AgentReport["health"]["plan"]): Record<string, string> {
  return plan === undefined ? {} : { plan_version: plan.version, plan_state: plan.state, plan_reason: plan.reason ?? "" };
}

/** An instance is part of the field's name, not a tag: a codec with six streams is still one series. */
function fieldOf(kind: string, instance: string | undefined): string {
  return instance === undefined ? kind : `${kind}_${instance.replaceAll("-", "_")}`;
}

export function endpointTags(directory: Directory, endpoint: string): Record<string, string> {
  const site = directory.site(directory.endpoint(endpoint)?.site ?? "");
  return { endpoint, site: site?.id ?? outOfInventory, territory: site?.territory ?? outOfInventory };
}
