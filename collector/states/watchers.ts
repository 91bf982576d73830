import type { Directory } from "../directory/directory.ts";
import type { View } from "../sla/merge-views.ts";

/** An agent that may watch an endpoint, as far as its word is to be weighed. */
export interface Watcher {
  readonly agent: string;
  readonly vantage: View["vantage"];
  /** Names of those it asks about itself besides its gateway. */
  readonly neighbours: readonly string[];
}

/** Who watches what. An agent that observed something and is nowhere declared any more stood on the site. */
export interface Watchers {
  of(endpoint: string): readonly Watcher[];
  endpointsOf(agent: string): ReadonlySet<string>;
}

export function watchersIn(directory: Directory): Watchers {
  return {
    of: (endpoint) => {
      const site = directory.endpoint(endpoint)?.site;
      return directory.agents.filter(({ sites }) => site !== undefined && sites.includes(site)).map(watcherOf);
    },
    endpointsOf: (agent) => directory.endpointsOf(agent),
  };
}

/** With those who observed an endpoint without being declared for it. */
export function allWatchers(declared: readonly Watcher[], observers: Iterable<string>): Watcher[] {
  const known = new Set(declared.map(({ agent }) => agent));
  const others = [...new Set(observers)].filter((agent) => !known.has(agent));
  return [...declared, ...others.map((agent): Watcher => ({ agent, vantage: "site", neighbours: [] }))];
}

function watcherOf({ id, vantage, polling }: Directory["agents"][number]): Watcher {
  return { agent: id, vantage, neighbours: (polling?.witnesses?.neighbours ?? []).map(({ name }) => name) };
}
