import type { Agent, Directory } from "./directory.ts";

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
  const nothing: ReadonlySet<string> = new Set();
  return {
    ...entries,
    territory: (id) => territories.get(id),
    site: (id) => sites.get(id),
    endpoint: (id) => endpoints.get(id),
    agent: (id) => agents.get(id),
    endpointsOf: (agentId) => endpointsOfAgent.get(agentId) ?? nothing,
  };
}

function byId<Entry extends { readonly id: string }>(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}
