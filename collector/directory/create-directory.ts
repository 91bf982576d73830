import type { Span } from "../sla/spans.ts";
import type { Agent, Directory, Site, SiteStay } from "./directory.ts";
import { timeIn } from "./time-in.ts";

type DirectoryEntries = Pick<Directory, "territories" | "sites" | "endpoints" | "agents">;

/** Entries with their indexes. The entries must agree with each other: the inventory's checks see to it. */
export function createDirectory(entries: DirectoryEntries): Directory {
  const territories = byId(entries.territories);
  const sites = byId(entries.sites);
  const endpoints = byId(entries.endpoints);
  const agents = byId(entries.agents);
  const endpointsOfSite = Map.groupBy(entries.endpoints, (endpoint) => endpoint.site);
  const idsOfSites = ({ sites: watched }: Agent): string[] =>
    watched.flatMap((site) => endpointsOfSite.get(site)?.map(({ id }) => id) ?? []);
  const endpointsOfAgent = new Map(entries.agents.map((agent) => [agent.id, new Set(idsOfSites(agent))]));
  const sitesOfTerritory = everIn(entries.sites);
  const nothing: ReadonlySet<string> = new Set();
  return {
    ...entries,
    territory: (id) => territories.get(id),
    site: (id) => sites.get(id),
    endpoint: (id) => endpoints.get(id),
    agent: (id) => agents.get(id),
    endpointsOf: (agentId) => endpointsOfAgent.get(agentId) ?? nothing,
    sitesOf: (territoryId, period) => (sitesOfTerritory.get(territoryId) ?? []).flatMap((site) => stay(site, territoryId, period)),
  };
}

/** The sites that belong to a territory at any time. */
function everIn(sites: readonly Site[]): ReadonlyMap<string, readonly Site[]> {
  const found = new Map<string, Site[]>();
  for (const site of sites) {
    for (const id of new Set(site.memberships.flatMap(({ territories }) => territories))) {
      const list = found.get(id);
      if (list === undefined) found.set(id, [site]);
      else list.push(site);
    }
  }
  return found;
}

function stay(site: Site, territoryId: string, period: Span): SiteStay[] {
  const spans = timeIn(territoryId, site, period);
  return spans.length === 0 ? [] : [{ site, spans }];
}

function byId<Entry extends { readonly id: string }>(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}
