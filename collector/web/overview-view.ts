import { type EndpointState, endpointStates } from "../sla/state-interval.ts";
import { isToDealWith, isUnverified } from "./access.ts";
import { type Attention, attentionOf, severity } from "./attention.ts";
import { type BandPart, bandPart } from "./band.ts";
import { type AgentView, agentView, type CollectionView, collectionView } from "./collection-view.ts";
import { type EndpointRow, endpointRow } from "./endpoint-row.ts";
import { refusalWords, unverifiedWords } from "./fr-endpoint.ts";
import { countWords, hostKindWords, overviewWords, territoryKindWords } from "./fr-overview.ts";
import { pooledWords } from "./fr-service.ts";
import { statePlurals, stateWords } from "./fr-states.ts";
import { machineTime, number, openingHours, plural, preciseDateTime } from "./french-format.ts";
import type { Overview, SiteOverview, TerritoryOverview } from "./overview.ts";
import { isFiltering, matchingTerritories, type OverviewFilter, territoryHref, usesHref } from "./overview-filter.ts";
import { networkView, type PooledView, pooledView } from "./pooled-view.ts";
import { staleSentence } from "./stale.ts";

/** Past this many endpoints `/` gives one line a territory, with a link to it: thousands of rows are not an overview. */
const foldedFrom = 160;
/** Territories in trouble are still shown whole, unless trouble is everywhere. */
const openedAtMost = 6;

export interface OverviewView {
  readonly generatedAt: { readonly text: string; readonly machine: string };
  readonly staleSentence: string | null;
  readonly verdict: string;
  readonly isEmpty: boolean;
  readonly counts: readonly StateCount[];
  /** null: it was not worked out. */
  readonly service: PooledView | null;
  readonly attention: Attention;
  readonly attentionMore: readonly StateCount[];
  readonly collection: CollectionView;
  readonly filter: OverviewFilter;
  /** Name of the territory shown alone. */
  readonly territoryShown: string | null;
  readonly filterResult: string | null;
  readonly stateChoices: readonly { readonly value: string; readonly label: string; readonly isChosen: boolean }[];
  readonly territories: readonly TerritoryView[];
}

export interface StateCount {
  readonly state: EndpointState;
  readonly count: number;
  readonly figure: string;
  readonly label: string;
}

export interface TerritoryView {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly href: string;
  /** Whether its sites are on this page. */
  readonly isShown: boolean;
  readonly summary: string;
  readonly service: PooledView | null;
  readonly counts: readonly StateCount[];
  readonly bar: readonly BandPart[];
  readonly sites: readonly SiteView[];
}

export interface SiteView {
  readonly id: string;
  readonly name: string;
  readonly isFictional: boolean;
  readonly usesHref: string;
  readonly facts: readonly string[];
  readonly agent: AgentView | null;
  /** How many of its endpoints could be anybody, in words; null where each is known for what it is. */
  readonly unverified: string | null;
  readonly endpoints: readonly EndpointRow[];
}

export function overviewView(overview: Overview, filter: OverviewFilter, nowMs: number): OverviewView {
  const all = countStates(overview.territories);
  const matching = matchingTerritories(overview, filter);
  const attention = attentionOf(overview, nowMs);
  return {
    generatedAt: { text: preciseDateTime(overview.generatedAt), machine: machineTime(overview.generatedAt) },
    staleSentence: staleSentence(overview, nowMs),
    verdict: verdictOf(total(all), toDealWith(overview)),
    isEmpty: total(all) === 0,
    counts: endpointStates.map((state) => stateCount(state, all[state])),
    service: networkView(overview.service),
    attention,
    attentionMore: attention.hidden.map(({ state, count }) => hiddenCount(state, count)),
    collection: collectionView(overview, nowMs),
    filter,
    territoryShown: overview.territories.find(({ id }) => id === filter.territory)?.name ?? null,
    filterResult: isFiltering(filter) ? filterResult(total(countStates(matching))) : null,
    stateChoices: severity.map((state) => ({ value: state, label: stateWords[state], isChosen: filter.state === state })),
    territories: territoryViews(matching, filter, nowMs),
  };
}

function filterResult(count: number): string {
  return count === 0 ? overviewWords.noMatch : plural(count, ...countWords.match);
}

/** The one sentence to read when there is time for one. */
function verdictOf(sum: number, troubled: number): string {
  if (sum === 0) return overviewWords.emptyFleet;
  if (troubled === 0) return overviewWords.allUp;
  return `${plural(troubled, ...countWords.attention)} ${countWords.outOf} ${number(sum)}`;
}

function toDealWith({ territories }: Overview): number {
  return territories.flatMap(({ sites }) => sites.flatMap(({ endpoints }) => endpoints.filter(isToDealWith))).length;
}

/** What is up and still to deal with refuses us. */
function hiddenCount(state: EndpointState, count: number): StateCount {
  if (state !== "up") return stateCount(state, count);
  return { state, count, figure: number(count), label: count < 2 ? refusalWords.one : refusalWords.several };
}

function territoryViews(territories: readonly TerritoryOverview[], filter: OverviewFilter, nowMs: number): TerritoryView[] {
  const sorted = [...territories].sort((left, right) => Number(isTroubled(right)) - Number(isTroubled(left)) || byName(left, right));
  const areAllShown = filter.territory !== null || total(countStates(territories)) <= foldedFrom;
  const areTroubledShown = sorted.filter(isTroubled).length <= openedAtMost;
  return sorted.map((territory) => territoryView(territory, areAllShown || (areTroubledShown && isTroubled(territory)), filter, nowMs));
}

function territoryView(territory: TerritoryOverview, isShown: boolean, filter: OverviewFilter, nowMs: number): TerritoryView {
  const counts = countStates([territory]);
  const present = severity.filter((state) => counts[state] > 0).map((state) => stateCount(state, counts[state]));
  return {
    id: territory.id,
    name: territory.name,
    kind: territoryKindWords[territory.kind],
    href: territoryHref(territory.id, filter),
    isShown,
    summary: `${plural(territory.sites.length, ...countWords.site)}, ${plural(total(counts), ...countWords.endpoint)}`,
    service: pooledView(territory.service, pooledWords.quarter),
    counts: present,
    bar: barOf(present, total(counts)),
    sites: isShown ? [...territory.sites].sort(byName).map((site) => siteView(site, nowMs)) : [],
  };
}

function siteView(site: SiteOverview, nowMs: number): SiteView {
  return {
    id: site.id,
    name: site.name,
    isFictional: site.isFictional,
    usesHref: usesHref(site.id),
    facts: siteFacts(site),
    agent: site.agent === null ? null : agentView(site.agent, nowMs),
    unverified: unverifiedIn(site),
    endpoints: [...site.endpoints].sort(byName).map((endpoint) => endpointRow(endpoint, nowMs)),
  };
}

function unverifiedIn({ endpoints }: SiteOverview): string | null {
  const count = endpoints.filter(isUnverified).length;
  return count === 0 ? null : `${unverifiedWords.title} ${plural(count, ...unverifiedWords.count)}`;
}

function siteFacts(site: SiteOverview): string[] {
  return [
    site.commune,
    hostKindWords[site.hostKind],
    site.hasTechnician ? overviewWords.technician : overviewWords.noTechnician,
    openingHours(site.openingHours),
  ];
}

function countStates(territories: readonly TerritoryOverview[]): Record<EndpointState, number> {
  const counts: Record<EndpointState, number> = { up: 0, degraded: 0, down: 0, site: 0, unknown: 0 };
  for (const territory of territories) {
    for (const site of territory.sites) for (const { state } of site.endpoints) counts[state] += 1;
  }
  return counts;
}

function stateCount(state: EndpointState, count: number): StateCount {
  const words = statePlurals[state];
  return { state, count, figure: number(count), label: count < 2 ? words.one : words.several };
}

function barOf(counts: readonly StateCount[], sum: number): BandPart[] {
  let before = 0;
  return counts.map(({ state, count }) => {
    const part = bandPart(state, before / sum, count / sum);
    before += count;
    return part;
  });
}

function total(counts: Record<EndpointState, number>): number {
  return endpointStates.reduce((sum, state) => sum + counts[state], 0);
}

function isTroubled(territory: TerritoryOverview): boolean {
  return territory.sites.some((site) => site.endpoints.some(({ state }) => state !== "up"));
}

const collator = new Intl.Collator("fr", { numeric: true });

function byName(left: { readonly name: string }, right: { readonly name: string }): number {
  return collator.compare(left.name, right.name);
}
