import { createDirectory } from "../../../collector/directory/create-directory.ts";
import type { Directory, Site } from "../../../collector/directory/directory.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { noContract } from "../../../collector/sla/contract.ts";
import { roundTheClock } from "../../../collector/sla/opening-hours.ts";
import type { EndpointState, StateCause } from "../../../collector/sla/state-interval.ts";
import type { AgentHealth } from "../../../contract/envelope.ts";
import type { Observation } from "../../../contract/observation.ts";

const site: Site = {
  id: "ouessant-mairie",
  name: "Mairie d'Ouessant",
  territory: "ouessant",
  insee: "29155",
  commune: "Ouessant",
  hostKind: "collectivite",
  calendar: { hours: [{ from: 0, hours: roundTheClock }], closures: [] },
  contracts: [noContract],
  memberships: [{ from: 0, epci: null, territories: ["ouessant"] }],
  hasTechnician: false,
  regionalAidEuros: 0,
  isFictional: true,
};
const territory = { id: "ouessant", name: "Ouessant", kind: "ILE", siren: null } as const;
const endpoint = { id: "ouessant-salle-1", name: "Salle du conseil", site: site.id } as const;
const agent = { id: "agent-ouessant", vantage: "site", site: site.id, sites: [site.id], tokenSha256: "0".repeat(64) } as const;

/** One island, one room, one agent. */
export const smallDirectory: Directory = createDirectory({
  territories: [territory],
  sites: [site],
  endpoints: [endpoint],
  agents: [agent],
});

/** 2026-09-01T08:00:00Z */
export const morning = 1_788_249_600_000;

export function observation(changes: Partial<Observation> = {}): Observation {
  return {
    endpoint: endpoint.id,
    question: "status",
    observedAt: morning,
    clockMs: 1_788_249_000_000,
    elapsedMs: 42,
    intervalS: 300,
    channels: { snmp: "answered", http: "silent" },
    readings: [
      { kind: "uptime_seconds", value: 86_400 },
      { kind: "temperature_celsius", value: 41 },
      { kind: "camera_state", instance: "1", value: "ok" },
      { kind: "model", value: "SX20" },
    ],
    calls: [],
    ...changes,
  };
}

export const health: AgentHealth = {
  version: "0.1.0",
  startedAt: morning - 3_600_000,
  outboxCount: 12,
  outboxBytes: 4_096,
  lostCount: 0,
  rejectedCount: 0,
  spoofedReplies: 1,
  malformedReplies: 2,
  latePolls: 3,
  rssBytes: 80_000_000,
  polls: { count: 1_000, timeouts: 40, totalMs: 250_000, longestMs: 6_100 },
  keptIn: "disk",
};

/** Delivers observations as the agent would; `first` numbers them, so the same numbers change nothing. */
export async function deliver(ledger: Ledger, observations: readonly Observation[], first = 1): Promise<void> {
  await ledger.append({
    agent: agent.id,
    outbox: "0123456789abcdef",
    receivedAt: morning + 2_000,
    sentAt: morning + 500,
    boot: "0123abcd",
    first,
    count: observations.length,
    observations: observations.map((one, index) => ({ sequence: first + index, observation: one })),
    health,
  });
}

/** One observation a minute. */
export function manyObservations(count: number, changes: Partial<Observation> = {}): Observation[] {
  return Array.from({ length: count }, (_, minute) => observation({ observedAt: morning + minute * 60_000, ...changes }));
}

/** Says that the endpoint was in one state from `from` to `to`, s. */
export async function conclude(ledger: Ledger, state: EndpointState, cause: StateCause, from: number, to: number): Promise<void> {
  const states = [{ from, to, state, cause, evidence: { firstObservedAt: from * 1000, lastObservedAt: to * 1000 } }];
  await ledger.keepConclusions({ states: [{ endpoint: endpoint.id, from, to, states }] }, { follower: "states", entry: 1 });
}
