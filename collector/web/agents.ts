import { type LossReason, lossReasons } from "../../contract/agent-event.ts";
import type { PlanFault, PlanState } from "../../contract/plan.ts";
import type { Agent, Directory, Vantage } from "../directory/directory.ts";
import type { RightToSpeak } from "../directory/right-to-speak.ts";
import type { AgentStanding, LossCounts } from "../ledger/port.ts";
import type { AgentCondition, RefusedInventory, RefusedRelease } from "./overview.ts";
import { conditionOf, placeOf } from "./overview-of.ts";

/** What the page of the collection shows of one agent. Instants are ms since 1970 UTC; `null` says that it cannot be known. */
export interface AgentStatus {
  readonly id: string;
  readonly vantage: Vantage;
  /** Null: it stands on no site. */
  readonly site: { readonly id: string; readonly name: string; readonly territory: string } | null;
  readonly siteCount: number;
  readonly condition: AgentCondition;
  readonly lastContactAt: number | null;
  readonly version: string | null;
  readonly startedAt: number | null;
  readonly clockOffsetMs: number | null;
  readonly waiting: number | null;
  readonly oldestWaitingAt: number | null;
  /** True: its disk refuses, and what waits would not outlive it. */
  readonly isInMemory: boolean;
  /** True: nothing would stop a second agent there. */
  readonly isUnlocked: boolean;
  /** What the agent told of itself and we refused. */
  readonly eventsAside: number;
  readonly losses: readonly { readonly reason: LossReason; readonly count: number }[];
  readonly polls: { readonly count: number; readonly timeouts: number; readonly longestMs: number; readonly late: number } | null;
  readonly plan: { readonly state: PlanState; readonly reason: string | null; readonly faults: readonly PlanFault[] } | null;
  readonly refusedRelease: RefusedRelease | null;
  readonly right: RightToSpeak;
  /** When a credential was last shown that another had replaced: a copy of its disk may be about. */
  readonly replacedUsedAt: number | null;
}

export interface AgentsPage {
  readonly generatedAt: number;
  readonly isDemonstration: boolean;
  /** The newest inventory, where it does not count: every plan is still the former one's. */
  readonly refusedInventory: RefusedInventory | null;
  readonly agents: readonly AgentStatus[];
}

export type AgentsSource = () => Promise<AgentsPage>;

export interface AgentFacts {
  readonly now: number;
  readonly isDemonstration: boolean;
  readonly directory: Pick<Directory, "agents" | "site">;
  readonly standings: ReadonlyMap<string, AgentStanding>;
  readonly losses: ReadonlyMap<string, LossCounts>;
  readonly rightOf: (agent: Agent) => RightToSpeak;
  readonly replacedUses: ReadonlyMap<string, { readonly lastAt: number }>;
  readonly refusedInventory: RefusedInventory | null;
}

export function agentsPageOf(facts: AgentFacts): AgentsPage {
  const { now, isDemonstration, directory, refusedInventory } = facts;
  return { generatedAt: now, isDemonstration, refusedInventory, agents: directory.agents.map((agent) => statusOf(agent, facts)) };
}

function statusOf(agent: Agent, { now, directory, standings, losses, rightOf, replacedUses }: AgentFacts): AgentStatus {
  const { id, vantage, site: siteId, sites } = agent;
  const standing = standings.get(id);
  return {
    id,
    vantage,
    site: placeOf(directory.site(siteId ?? "")),
    siteCount: sites.length,
    losses: lossesIn(losses.get(id) ?? {}),
    right: rightOf(agent),
    replacedUsedAt: replacedUses.get(id)?.lastAt ?? null,
    ...(standing === undefined ? neverHeard : { ...contactOf(standing, agent, now), ...healthOf(standing.health) }),
  };
}

type Contact = Pick<AgentStatus, "condition" | "lastContactAt" | "clockOffsetMs">;
type Health = Pick<
  AgentStatus,
  | "version"
  | "startedAt"
  | "waiting"
  | "oldestWaitingAt"
  | "isInMemory"
  | "isUnlocked"
  | "eventsAside"
  | "polls"
  | "plan"
  | "refusedRelease"
>;

const notTold: Health = {
  version: null,
  startedAt: null,
  waiting: null,
  oldestWaitingAt: null,
  isInMemory: false,
  isUnlocked: false,
  eventsAside: 0,
  polls: null,
  plan: null,
  refusedRelease: null,
};
const neverHeard: Contact & Health = { condition: "never_seen", lastContactAt: null, clockOffsetMs: null, ...notTold };

function contactOf(standing: AgentStanding, agent: Agent, now: number): Contact {
  const { lastContactAt, clockOffsetMs } = standing;
  return { condition: conditionOf(standing, agent, now), lastContactAt, clockOffsetMs };
}

function healthOf(health: AgentStanding["health"]): Health {
  if (health === null) return notTold;
  const { version, startedAt, outboxCount, oldestObservedAt, keptIn, isUnlocked, eventsAside, latePolls, plan, refusedRelease } = health;
  const { count, timeouts, longestMs } = health.polls;
  return {
    version,
    startedAt,
    waiting: outboxCount,
    oldestWaitingAt: oldestObservedAt ?? null,
    isInMemory: keptIn === "memory",
    isUnlocked: isUnlocked === true,
    eventsAside: eventsAside ?? 0,
    polls: { count, timeouts, longestMs, late: latePolls },
    plan: plan === undefined ? null : { state: plan.state, reason: plan.reason ?? null, faults: plan.faults ?? [] },
    refusedRelease: refusedRelease ?? null,
  };
}

function lossesIn(counts: LossCounts): AgentStatus["losses"] {
  return lossReasons.flatMap((reason) => {
    const count = counts[reason] ?? 0;
    return count > 0 ? [{ reason, count }] : [];
  });
}
