import { familiesThatRenewCertificates } from "../../contract/families.ts";
import type { Pool, Pools } from "../accounts/pool.ts";
import { silentAfterMs } from "../agent-silence.ts";
import type { Agent, Directory, Site } from "../directory/directory.ts";
import type { RightToSpeak } from "../directory/right-to-speak.ts";
import type { AgentStanding } from "../ledger/port.ts";
import { type Availability, availabilityOfSeconds } from "../sla/availability.ts";
import { inForceAt } from "../sla/dated-hours.ts";
import type { EndpointState } from "../sla/state-interval.ts";
import { type EndpointPresent, readingOf } from "../states/present.ts";
import { tlsRefusalOf } from "../states/tls-refusal.ts";
import type {
  AgentCondition,
  AgentOverview,
  Availability as AvailabilityShown,
  EndpointOverview,
  InfluxOverview,
  LineCuts,
  OtherAgent,
  Overview,
  PooledService,
  QuarterAvailability,
  RefusedInventory,
  SiteOverview,
} from "./overview.ts";

/** Polls a minute apart, sent a minute apart, and some margin; in paces of an agent that polls less often. */
const lateAfterMs = 180_000;
const lateAfterPaces = 3;

/** What the overview is made of, read at one instant. */
export interface OverviewFacts {
  readonly now: number;
  readonly isDemonstration: boolean;
  readonly directory: Directory;
  readonly present: readonly EndpointPresent[];
  /** Of this quarter; null: not worked out. */
  readonly service: { readonly quarter: string; readonly pools: Pools } | null;
  readonly agents: ReadonlyMap<string, AgentStanding>;
  readonly rightOf: (agent: Agent) => RightToSpeak;
  readonly lineCuts?: ReadonlyMap<string, LineCuts>;
  readonly influx: InfluxOverview | null;
  readonly refusedInventory: RefusedInventory | null;
}

export function overviewOf(facts: OverviewFacts): Overview {
  const { directory } = facts;
  const endpointsOf = Map.groupBy(facts.present, ({ endpoint }) => endpoint.site);
  // A site may have a second pair of eyes: the first agent on it is its own.
  const agentOf = new Map(directory.agents.toReversed().map((agent) => [agent.site, agent]));
  const sitesOf = Map.groupBy(directory.sites, ({ territory }) => territory);
  // The sites of an island or a pays that only lists communes or EPCI are shown under those.
  const territories = directory.territories.filter(({ id, kind }) => sitesOf.has(id) || (kind !== "ILE" && kind !== "PAYS"));
  return {
    generatedAt: facts.now,
    isDemonstration: facts.isDemonstration,
    territories: territories.map(({ id, name, kind }) => ({
      id,
      name,
      kind,
      sites: (sitesOf.get(id) ?? []).map((site) => siteOverview(site, agentOf.get(site.id), endpointsOf.get(site.id) ?? [], facts)),
      service: pooledService(facts.service?.pools.territories.get(id)),
    })),
    service: networkService(facts),
    influx: facts.influx,
    refusedInventory: facts.refusedInventory,
    otherAgents: directory.agents
      .filter((agent) => agentOf.get(agent.site) !== agent || agent.site === null)
      .map((agent) => otherAgent(agent, facts)),
  };
}

function networkService({ service }: OverviewFacts): Overview["service"] {
  const pooled = pooledService(service?.pools.network);
  return pooled === null || service === null ? null : { ...pooled, quarter: service.quarter };
}

function pooledService(pool: Pool | undefined): PooledService | null {
  if (pool === undefined || pool.endpoints.all === 0) return null;
  return { ...shown(availabilityOfSeconds(pool.account)), endpoints: pool.endpoints, incidents: pool.incidents };
}

function siteOverview(site: Site, agent: Agent | undefined, endpoints: readonly EndpointPresent[], facts: OverviewFacts): SiteOverview {
  return {
    id: site.id,
    name: site.name,
    commune: site.commune,
    hostKind: site.hostKind,
    hasTechnician: site.hasTechnician,
    openingHours: inForceAt(site.calendar.hours, facts.now / 1000).hours.written,
    isFictional: site.isFictional,
    agent: agent === undefined ? null : agentOverview(agent, facts),
    endpoints: endpoints.map(endpointOverview),
  };
}

function otherAgent(agent: Agent, facts: OverviewFacts): OtherAgent {
  const { vantage, site, sites } = agent;
  return { agent: agentOverview(agent, facts), vantage, site: placeOf(facts.directory.site(site ?? "")), siteCount: sites.length };
}

export const placeOf = (site: Site | undefined): OtherAgent["site"] =>
  site === undefined ? null : { id: site.id, name: site.name, territory: site.territory };

function agentOverview(agent: Agent, { agents, lineCuts, now, rightOf }: OverviewFacts): AgentOverview {
  const { id } = agent;
  const standing = agents.get(id);
  const cuts = lineCuts?.get(id);
  const { kind } = rightOf(agent);
  const accessEnded = kind === "revoked" || kind === "expired" ? kind : null;
  if (standing === undefined) return { id, condition: "never_seen", accessEnded, ...nothingHeard };
  const { lastContactAt, clockOffsetMs, newestObservedAt, health } = standing;
  const lagMs = newestObservedAt === null ? null : Math.max(0, now - newestObservedAt);
  return {
    id,
    condition: conditionOf(standing, agent, now),
    accessEnded,
    lastContactAt,
    lagS: lagMs === null ? null : Math.floor(lagMs / 1000),
    clockOffsetMs,
    ...(health === null ? nothingTold : toldOf(health)),
    ...(cuts !== undefined && { lineCuts: cuts }),
  };
}

type Told = Pick<AgentOverview, "outboxCount" | "lostCount" | "version" | "plan" | "refusedRelease">;

function toldOf({ outboxCount, lostCount, version, plan, refusedRelease }: NonNullable<AgentStanding["health"]>): Told {
  return {
    outboxCount,
    lostCount,
    version,
    refusedRelease: refusedRelease ?? null,
    plan: plan === undefined ? null : { state: plan.state, reason: plan.reason ?? null },
  };
}

const nothingTold: Told = { outboxCount: null, lostCount: null, version: null, plan: null, refusedRelease: null };
const nothingHeard = { lastContactAt: null, lagS: null, clockOffsetMs: null, ...nothingTold };

export function conditionOf({ lastContactAt, newestObservedAt }: AgentStanding, { polling }: Agent, now: number): AgentCondition {
  if (now - lastContactAt > silentAfterMs) return "silent";
  if (newestObservedAt === null) return "nothing_yet";
  const paceMs = (polling?.paces.stateSeconds ?? 0) * 1_000;
  return now - newestObservedAt > Math.max(lateAfterMs, lateAfterPaces * paceMs) ? "late" : "current";
}

function endpointOverview(present: EndpointPresent): EndpointOverview {
  const activeCalls = readingOf(present, "active_calls");
  return {
    id: present.endpoint.id,
    name: present.endpoint.name,
    model: textOf(readingOf(present, "model")),
    firmware: textOf(readingOf(present, "firmware")),
    state: present.state,
    cause: present.cause,
    since: present.since,
    lastProofAt: present.lastProofAt,
    lastObservedAt: present.lastObservedAt,
    // What a codec said before it fell silent is no news of the call.
    isInCall: isAnswering(present.state) && typeof activeCalls === "number" ? activeCalls > 0 : null,
    channels: present.channels,
    refusals: present.refusals.map(({ channel, since }) => ({ channel, since })),
    tls: textOf(readingOf(present, "tls_state") ?? tlsBeforeRefusal(present)),
    tlsRefusal: tlsRefusalOf(present),
    renewsCertificate: renewsCertificate(present),
    availabilityToday: shown(present.today),
    availability30Days: shown(present.last30Days),
    availabilityQuarter: quarterShown(present.quarter),
  };
}

/** That it refuses us makes nobody surer of who it is. */
function tlsBeforeRefusal({ refusals }: EndpointPresent): number | string | null {
  const lastRead = refusals.find(({ channel }) => channel === "http")?.lastRead;
  return lastRead?.kind === "tls_state" ? lastRead.value : null;
}

function renewsCertificate({ endpoint }: EndpointPresent): boolean | null {
  const family = endpoint.polling?.family;
  return family === undefined ? null : familiesThatRenewCertificates.includes(family);
}

function isAnswering(state: EndpointState): boolean {
  return state === "up" || state === "degraded";
}

function shown({ ratio, coverage, lowBound, highBound }: Availability): AvailabilityShown {
  return { ratio, coverage, lowBound, highBound };
}

function quarterShown({ targetBasisPoints, isMet, ...availability }: EndpointPresent["quarter"]): QuarterAvailability {
  return { ...shown(availability), targetBasisPoints, isMet };
}

function textOf(value: number | string | null): string | null {
  return value === null ? null : String(value);
}
