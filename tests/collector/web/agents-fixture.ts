import type { AgentStatus, AgentsPage } from "../../../collector/web/agents.ts";
import { fixedNow } from "./fleet-fixture.ts";

const minute = 60_000;
const day = 1_440 * minute;

export const certificateUntil = (expiresAt: number): AgentStatus["right"] => ({ kind: "certificate", expiresAt, rotationAskedAt: null });

/** An agent of which nothing is to be said, but for what is changed. */
export function agentStatus(id: string, change: Partial<AgentStatus> = {}): AgentStatus {
  return {
    id,
    vantage: "site",
    site: { id, name: `Mairie de ${id}`, territory: "brest-metropole" },
    siteCount: 1,
    condition: "current",
    lastContactAt: fixedNow - 24_000,
    version: "0.1.0",
    startedAt: fixedNow - 12 * day,
    clockOffsetMs: -120,
    waiting: 0,
    oldestWaitingAt: null,
    isInMemory: false,
    isUnlocked: false,
    eventsAside: 0,
    losses: [],
    polls: { count: 172_800, timeouts: 430, longestMs: 6_120, late: 0 },
    plan: { state: "applied", reason: null, faults: [] },
    refusedRelease: null,
    right: certificateUntil(fixedNow + 80 * day),
    replacedUsedAt: null,
    ...change,
  };
}

/** One of each kind of trouble, and some without, in the order of the inventory. */
export function agentsPage(change: Partial<AgentsPage> = {}): AgentsPage {
  const agents = [
    agentStatus("bohars"),
    agentStatus("carantec", {
      plan: { state: "partial", reason: "carantec-salle-2 : secret « snmp-salle-2 » absent", faults: ["secret"] },
    }),
    agentStatus("gourin", {
      losses: [
        { reason: "bytes", count: 1_240 },
        { reason: "damaged", count: 3 },
      ],
    }),
    agentStatus("guipavas", { condition: "late", waiting: 41_200, oldestWaitingAt: fixedNow - 3 * day, clockOffsetMs: 3_601_000 }),
    agentStatus("le-palais", { right: certificateUntil(fixedNow + 5 * day) }),
    agentStatus("morlaix", { condition: "silent", lastContactAt: fixedNow - 2 * day, waiting: 12, oldestWaitingAt: fixedNow - 2 * day }),
    agentStatus("ouessant", { isInMemory: true, waiting: 96, oldestWaitingAt: fixedNow - 4 * minute }),
    agentStatus("plestin", {
      condition: "never_seen",
      lastContactAt: null,
      version: null,
      startedAt: null,
      clockOffsetMs: null,
      waiting: null,
      polls: null,
      plan: null,
      right: { kind: "none", endedAt: null },
    }),
    agentStatus("taule", { plan: { state: "refused", reason: "hors des plages déclarées : 8.8.8.8", faults: ["address"] } }),
    agentStatus("centre", {
      vantage: "central",
      site: null,
      siteCount: 214,
      polls: { count: 9_412_000, timeouts: 2_823_600, longestMs: 12_040, late: 2 },
    }),
  ];
  return { generatedAt: fixedNow, isDemonstration: true, refusedInventory: null, agents, ...change };
}
