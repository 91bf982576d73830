import type { Directory } from "./directory.ts";

/** A directory that is at each moment the one `current` gives: whoever holds it need not know that inventories change. */
export function standingDirectory(current: () => Directory): Directory {
  return {
    get territories() {
      return current().territories;
    },
    get sites() {
      return current().sites;
    },
    get endpoints() {
      return current().endpoints;
    },
    get agents() {
      return current().agents;
    },
    territory: (id) => current().territory(id),
    site: (id) => current().site(id),
    endpoint: (id) => current().endpoint(id),
    agent: (id) => current().agent(id),
    endpointsOf: (agentId) => current().endpointsOf(agentId),
    sitesOf: (territoryId, period) => current().sitesOf(territoryId, period),
  };
}
