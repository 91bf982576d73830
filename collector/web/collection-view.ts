import { agentPlace } from "./agents-view.ts";
import { endpointWords } from "./fr-endpoint.ts";
import { durationWords } from "./fr-format.ts";
import { accessWords, countWords, influxWords, overviewWords, planReason, planWords, refusedReleaseWords } from "./fr-overview.ts";
import { conditionPlurals, conditionWords } from "./fr-states.ts";
import { age, dateTime, dateTimeRange, duration, plural, signedOffset } from "./french-format.ts";
import { type InventoryView, inventoryView } from "./inventory-view.ts";
import { type AgentCondition, type AgentOverview, agentConditions, type InfluxOverview, type LineCuts, type Overview } from "./overview.ts";
import { siteHref } from "./overview-filter.ts";
import { noBreakSpace, typographic } from "./typography.ts";

/** A clock this far off makes times on the page misleading. */
const notableOffsetMs = 2_000;

/** A writer that follows is always a few entries behind; past this it is working through a backlog. */
const catchingUpEntries = 5_000;

const agentsShownAtMost = 12;

export interface AgentView {
  readonly id: string;
  readonly condition: AgentCondition;
  readonly conditionWord: string;
  readonly contact: string;
  /** Everything that is known, for the endpoint's own page. */
  readonly facts: readonly string[];
  /** Only what is not as it should be, for the line of a site. */
  readonly remarks: readonly string[];
}

export interface CollectionView {
  readonly agentCounts: readonly { readonly condition: AgentCondition; readonly text: string }[];
  readonly agentsToCheck: readonly { readonly siteHref: string; readonly siteName: string; readonly agent: AgentView }[];
  readonly hiddenAgents: string | null;
  readonly influx: InfluxView | null;
  /** Only where the newest inventory does not count. */
  readonly inventory: InventoryView | null;
}

export interface InfluxView {
  /** null: nothing to be fine or not, InfluxDB is not asked for. */
  readonly isFine: boolean | null;
  readonly summary: string;
  readonly facts: readonly string[];
}

export function collectionView(overview: Overview, nowMs: number): CollectionView {
  const ofSites = overview.territories.flatMap(({ id, sites }) =>
    sites.flatMap((site) =>
      site.agent === null ? [] : [{ siteHref: siteHref(id, site.id), siteName: site.name, agent: agentView(site.agent, nowMs) }],
    ),
  );
  const others = overview.otherAgents.map((other) => ({
    siteHref: other.site === null ? `/agents#agent-${other.agent.id}` : siteHref(other.site.territory, other.site.id),
    siteName: agentPlace(other),
    agent: agentView(other.agent, nowMs),
  }));
  const watched = [...ofSites, ...others];
  const toCheck = watched.filter(({ agent }) => agent.condition !== "current" || agent.remarks.length > 0);
  return {
    agentCounts: agentConditions.flatMap((condition) => {
      const count = watched.filter(({ agent }) => agent.condition === condition).length;
      return count === 0 ? [] : [{ condition, text: conditionCount(condition, count) }];
    }),
    agentsToCheck: toCheck.slice(0, agentsShownAtMost),
    hiddenAgents: toCheck.length <= agentsShownAtMost ? null : plural(toCheck.length - agentsShownAtMost, ...countWords.otherAgent),
    influx: overview.influx === null ? null : influxView(overview.influx, nowMs),
    inventory: inventoryView(overview.refusedInventory, nowMs),
  };
}

/** « 2 coupures de la liaison en 24 h, 1 h 27 en tout » */
function cutsText({ count, seconds, from, to }: LineCuts): string {
  const whole = `${plural(count, ...countWords.lineCut)}, ${duration(seconds)}`;
  const last = to === null ? overviewWords.cutSince.replace("{since}", dateTime(from)) : dateTimeRange(from, to);
  return `${whole} (${overviewWords.lastCut} ${last})`;
}

function conditionCount(condition: AgentCondition, count: number): string {
  return plural(count, conditionWords[condition], conditionPlurals[condition]);
}

export function agentView(agent: AgentOverview, nowMs: number): AgentView {
  const lag = agent.lagS === null ? [] : [typographic(`${overviewWords.lag} : ${duration(agent.lagS)}`)];
  const waiting = countOf(agent.outboxCount, countWords.waiting);
  const lost = countOf(agent.lostCount, countWords.lost);
  const clock = agent.clockOffsetMs === null ? [] : [`${overviewWords.clock} ${signedOffset(agent.clockOffsetMs)}`];
  const cuts = agent.lineCuts === undefined ? [] : [cutsText(agent.lineCuts)];
  const version = agent.version === null ? [] : [`${endpointWords.version}${noBreakSpace}${agent.version}`];
  const plan = agent.plan === null ? [] : [planText(agent.plan)];
  const acts = actsText(agent);
  return {
    id: agent.id,
    condition: agent.condition,
    conditionWord: conditionWords[agent.condition],
    contact: agent.lastContactAt === null ? durationWords.never : age(agent.lastContactAt, nowMs),
    facts: [...acts, ...lag, ...waiting, ...lost, ...cuts, ...clock, ...version, ...plan],
    remarks: [
      ...acts,
      ...(agent.plan === null || agent.plan.state === "applied" ? [] : plan),
      ...(isSettled(agent.condition) ? [] : [...lag, ...(agent.outboxCount === 0 ? [] : waiting)]),
      ...(agent.lostCount === 0 ? [] : lost),
      ...cuts,
      ...(Math.abs(agent.clockOffsetMs ?? 0) < notableOffsetMs ? [] : clock),
    ],
  };
}

/** What waits for somebody to act: the agent's access is over, or its new release was refused. */
function actsText({ accessEnded, refusedRelease }: AgentOverview): string[] {
  return [...(accessEnded === null ? [] : [accessWords[accessEnded]]), ...(refusedRelease === null ? [] : [refusedReleaseWords])];
}

/** Whose data is all there, or whom nobody expects any data of yet. */
const isSettled = (condition: AgentCondition): boolean => condition === "current" || condition === "never_seen";

/** The reason names addresses and secrets of a site: it is for the operator, and anybody may read this page. */
function planText({ state, reason }: NonNullable<AgentOverview["plan"]>): string {
  return typographic(reason === null ? planWords[state] : `${planWords[state]} (${planReason})`);
}

function countOf(count: number | null, words: readonly [string, string]): string[] {
  return count === null ? [] : [plural(count, ...words)];
}

function influxView(influx: InfluxOverview, nowMs: number): InfluxView {
  if (!influx.isConfigured) return { isFine: null, summary: influxWords.off, facts: [] };
  const last = influx.lastSuccessAt === null ? influxWords.never : `${influxWords.last} ${age(influx.lastSuccessAt, nowMs)}`;
  return {
    isFine: influx.lastError === null && influx.setAside === 0,
    summary: influxSummary(influx),
    facts: [
      ...(influx.lagEntries === null ? [] : [typographic(`${influxWords.lag} : ${plural(influx.lagEntries, ...countWords.entry)}`)]),
      last,
      ...(influx.setAside === 0 ? [] : [plural(influx.setAside, ...countWords.setAside)]),
      ...(influx.lastError === null ? [] : [`${influxWords.error} ${influx.lastError}`]),
    ],
  };
}

function influxSummary(influx: InfluxOverview): string {
  if (influx.lastError !== null) return influxWords.failing;
  return (influx.lagEntries ?? 0) > catchingUpEntries ? influxWords.catchingUp : influxWords.current;
}
