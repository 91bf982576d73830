import type { Agent } from "./directory.ts";
import type { Inventory, SiteEntry } from "./inventory.ts";
import type { AgentEntry } from "./polling-entry.ts";
import { pacesOf } from "./polling-paces.ts";
import { witnessesOf } from "./witnesses-of.ts";

/** The agent of each site, then those that the inventory declares beside them. */
export function agentsOf({ sites, agents = [], polling: common = {} }: Inventory): Agent[] {
  const everySite = sites.map(({ id }) => id);
  return [
    ...sites.map((site) => agentOfSite(site, common.paces)),
    ...agents.map((agent) => declaredAgent(agent, agent.sites ?? everySite, common.paces)),
  ];
}

type Paces = NonNullable<Inventory["polling"]>["paces"];

function agentOfSite({ id, agent, polling }: SiteEntry, common: Paces): Agent {
  return {
    id: agent.id,
    vantage: "site",
    site: id,
    sites: [id],
    tokenSha256: agent.tokenSha256?.toLowerCase() ?? null,
    polling: {
      paces: pacesOf([common, polling?.paces]),
      witnesses: witnessesOf(polling?.witnesses),
      channels: null,
      secrets: "shared",
    },
  };
}

function declaredAgent(
  { id, vantage, tokenSha256, paces, witnesses, channels, secrets }: AgentEntry,
  sites: readonly string[],
  common: Paces,
): Agent {
  return {
    id,
    vantage,
    site: vantage === "site" ? (sites[0] ?? null) : null,
    sites,
    tokenSha256: tokenSha256?.toLowerCase() ?? null,
    polling: {
      paces: pacesOf([common, paces]),
      witnesses: witnessesOf(witnesses),
      channels: channels ?? null,
      secrets: secrets ?? "shared",
    },
  };
}
