import { type EndpointState, endpointStates } from "../sla/state-interval.ts";
import type { EndpointOverview, Overview, SiteOverview, TerritoryOverview } from "./overview.ts";

/** What the person asked to see: « ?etat=down&q=ouessant ». */
export interface OverviewFilter {
  readonly state: EndpointState | null;
  readonly text: string;
  /** Id of a territory to show alone. */
  readonly territory: string | null;
}

/** Reads the query leniently: an unknown state means every state, an address mistyped by hand still shows the page. */
export function filterOf(query: unknown): OverviewFilter {
  const etat = parameter(query, "etat");
  return {
    state: endpointStates.find((state) => state === etat) ?? null,
    text: parameter(query, "q").trim().slice(0, 100),
    territory: parameter(query, "territoire").slice(0, 64) || null,
  };
}

export function isFiltering(filter: OverviewFilter): boolean {
  return filter.state !== null || filter.text !== "" || filter.territory !== null;
}

/** The same question as an address that can be kept and shared; empty when everything is shown. */
export function queryOf(filter: OverviewFilter): string {
  const asked = { etat: filter.state ?? "", q: filter.text, territoire: filter.territory ?? "" };
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== "")).toString();
  return query === "" ? "" : `?${query}`;
}

const noFilter: OverviewFilter = { state: null, text: "", territory: null };

/** One territory alone, within what is asked already. */
export function territoryHref(territoryId: string, filter: OverviewFilter = noFilter): string {
  return `/${queryOf({ ...filter, territory: territoryId })}#territoire-${encodeURIComponent(territoryId)}`;
}

export function siteHref(territoryId: string, siteId: string): string {
  return `/${queryOf({ ...noFilter, territory: territoryId })}#site-${encodeURIComponent(siteId)}`;
}

/** Where the host of a site says what its uses were for. */
export const usesHref = (siteId: string): string => `/sites/${encodeURIComponent(siteId)}/uses`;

/** The territories with only what matches; those where nothing does are left out. */
export function matchingTerritories(overview: Overview, filter: OverviewFilter): readonly TerritoryOverview[] {
  if (!isFiltering(filter)) return overview.territories;
  const words = folded(filter.text).split(/\s+/).filter(Boolean);
  return overview.territories
    .filter(({ id }) => filter.territory === null || id === filter.territory)
    .map((territory) => ({ ...territory, sites: matchingSites(territory, filter.state, words) }))
    .filter((territory) => territory.sites.length > 0);
}

function matchingSites(territory: TerritoryOverview, state: EndpointState | null, words: readonly string[]): SiteOverview[] {
  return territory.sites
    .map((site) => {
      const place = folded(`${territory.name} ${site.name} ${site.commune} ${site.agent?.id ?? ""}`);
      const endpoints = site.endpoints.filter(
        (endpoint) => (state === null || endpoint.state === state) && hasEveryWord(`${place} ${textOf(endpoint)}`, words),
      );
      return { ...site, endpoints };
    })
    .filter((site) => site.endpoints.length > 0);
}

function textOf(endpoint: EndpointOverview): string {
  return folded(`${endpoint.name} ${endpoint.id} ${endpoint.model ?? ""} ${endpoint.firmware ?? ""}`);
}

function hasEveryWord(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

/** « Île-de-Bréhat » is found by "ile-de-brehat". */
function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** One word of a query; empty where it is not given. */
export function parameter(query: unknown, name: string): string {
  if (typeof query !== "object" || query === null) return "";
  const value: unknown = Object.entries(query).find(([key]) => key === name)?.[1];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" ? first : "";
}
