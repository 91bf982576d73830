import { createDirectory } from "../../../collector/directory/create-directory.ts";
import type { Directory, Endpoint, Site } from "../../../collector/directory/directory.ts";
import type { AgentStanding } from "../../../collector/ledger/port.ts";
import type { EndpointNow, InfluxNow, MetricsSource } from "../../../collector/metrics/source.ts";
import { noContract } from "../../../collector/sla/contract.ts";
import { roundTheClock } from "../../../collector/sla/opening-hours.ts";

/** 2026-09-01T08:00:00Z */
export const morning = 1_788_249_600_000;

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

/** One island with as many rooms as asked for. */
export function directoryOf(endpoints: readonly Endpoint[], changes: Partial<Site> = {}): Directory {
  const only = { ...site, ...changes };
  const territory = { id: "ouessant", name: "Ouessant", kind: "ILE", siren: null } as const;
  const ofSite = { vantage: "site", site: site.id, sites: [site.id] } as const;
  const agents = [
    { id: "agent-ouessant", ...ofSite, tokenSha256: "0".repeat(64) },
    { id: "agent-never-heard", ...ofSite, tokenSha256: "1".repeat(64) },
  ];
  return createDirectory({ territories: [territory], sites: [only], endpoints, agents });
}

export function endpointNow(endpoint: string, changes: Partial<EndpointNow> = {}): EndpointNow {
  return {
    endpoint,
    site: site.id,
    territory: "ouessant",
    state: "up",
    cause: "answered",
    sinceS: morning / 1000 - 600,
    lastObservedAt: morning - 30_000,
    lastProofAt: morning - 30_500,
    uptimeSeconds: 86_400,
    activeCalls: 1,
    channels: [
      { channel: "snmp", state: "answered" },
      { channel: "http", state: "refused" },
      { channel: "tcp", state: "not_configured" },
    ],
    tls: "pinned",
    forbiddenDocuments: 2,
    failedParts: [
      { part: "camera", failed: 1 },
      { part: "microphone", failed: 0 },
    ],
    clockOffsetSeconds: -3,
    restarts: { codec: 2 },
    streams: [
      { stream: "audio-in", kind: "stream_loss_ratio", value: 0.02 },
      { stream: "audio-in", kind: "stream_recent_loss_ratio", value: 0.04 },
      { stream: "audio-in", kind: "stream_jitter_milliseconds", value: 12 },
      { stream: "video-in", kind: "stream_latency_milliseconds", value: 80 },
      { stream: "video-in", kind: "stream_rate_bits_per_second", value: 1_152_000 },
      { stream: "video-in", kind: "stream_frames_per_second", value: 29.5 },
    ],
    model: "SX20",
    firmware: "TC7.3.21",
    connectedCalls: 12,
    availabilityToday: { ratio: 1, coverage: 0.5 },
    availability30Days: { ratio: 0.9987, coverage: 0.97 },
    ...changes,
  };
}

const standing: AgentStanding = {
  agent: "agent-ouessant",
  lastContactAt: morning - 5_000,
  clockOffsetMs: -120,
  newestObservedAt: morning - 30_000,
  health: {
    version: "0.1.0",
    startedAt: morning - 3_600_000,
    outboxCount: 12,
    outboxBytes: 4_096,
    lostCount: 0,
    rejectedCount: 1,
    spoofedReplies: 2,
    malformedReplies: 3,
    latePolls: 4,
    rssBytes: 80_000_000,
    anonymousBytes: 30_000_000,
    polls: { count: 1_000, timeouts: 40, totalMs: 250_000, longestMs: 6_100 },
    oldestObservedAt: morning - 90_000,
    keptIn: "memory",
    plan: { version: "5f0e8a1c93b7d246", state: "partial", reason: "codec-9: no such secret" },
  },
};

export const influxNow: InfluxNow = {
  lagByStream: { observations: 3, state_changes: 0 },
  lastSuccessAt: morning - 1_000,
  written: 1_234,
  setAside: 1,
  failures: 2,
  failingSince: null,
};

/** Three rooms: one works, one is down, one is silent. */
export function smallSource(changes: Partial<MetricsSource> = {}): MetricsSource {
  const names = ["salle-haute", "salle-basse", "salle-muette"];
  const nothing = { ratio: null, coverage: 0 };
  return {
    directory: () => directoryOf(names.map((id) => ({ id, name: `Salle ${id}`, site: site.id }))),
    endpoints: () =>
      Promise.resolve([
        endpointNow("salle-haute"),
        endpointNow("salle-basse", { state: "down", cause: "silent_confirmed" }),
        endpointNow("salle-muette", { state: "unknown", cause: "no_observation", availabilityToday: nothing }),
      ]),
    agents: () => Promise.resolve(new Map([[standing.agent, standing]])),
    replacedUses: () => new Map([[standing.agent, { count: 2 }]]),
    losses: () => Promise.resolve(new Map([[standing.agent, { bytes: 70, damaged: 3 }]])),
    followers: () => Promise.resolve([{ follower: "states", stream: "observations", entries: 7 }]),
    influx: () => influxNow,
    freeBytes: () => Promise.resolve(50e9),
    schedule: () =>
      Promise.resolve({
        openFrom: new Map([[site.id, morning / 1000 - 3_600]]),
        openSites: new Set([site.id]),
        removedSites: new Set(),
        inMaintenance: new Set(["salle-muette"]),
      }),
    territoryUse: () => {
      const verdicts = { established: 1, probable: 0, inconclusive: 2, seldom_available: 0, not_observed: 0 };
      return Promise.resolve([
        { territory: "ouessant", uses: 31, usedSeconds: 90_000, lastUseAt: morning / 1000 - 86_400, verdicts },
        { territory: "molene", uses: 0, usedSeconds: 0, lastUseAt: null, verdicts },
      ]);
    },
    reports: () => ({ failures: 2, failingSince: morning / 1000 - 7_200 }),
    contracts: () => {
      const where = { site: site.id, territory: "ouessant" };
      return Promise.resolve([
        { endpoint: "salle-haute", ...where, budgetSeconds: 13_000, lostSeconds: 1_800, attempts: 12, failedAttempts: 7 },
        { endpoint: "salle-basse", ...where, budgetSeconds: null, lostSeconds: 0, attempts: 0, failedAttempts: 0 },
      ]);
    },
    certificateExpiresAt: () => morning + 86_400_000,
    ledgerBytes: () => Promise.resolve(1_048_576),
    inventory: () => ({ loadedAt: morning - 86_400_000, problems: 0 }),
    ...changes,
  };
}
