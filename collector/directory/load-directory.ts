import { readYaml } from "../../settings/read-yaml.ts";
import { checkInventory } from "./checks.ts";
import { createDirectory } from "./create-directory.ts";
import type { Directory, Site, Territory } from "./directory.ts";
import { Inventory, type SiteEntry, type TerritoryEntry } from "./inventory.ts";

/** Reads inventory.yml. Throws SettingsError with every problem. */
export function loadDirectory(file: string): Directory {
  const inventory = readYaml(file, Inventory, checkInventory);
  return createDirectory({
    territories: inventory.territories.map(territoryOf),
    sites: inventory.sites.map(siteOf),
    agents: inventory.sites.map(({ id, agent }) => ({ id: agent.id, site: id, tokenSha256: agent.tokenSha256.toLowerCase() })),
    endpoints: inventory.sites.flatMap((site) => site.endpoints.map(({ id, name }) => ({ id, name, site: site.id }))),
  });
}

const territoryOf = ({ id, name, kind, siren }: TerritoryEntry): Territory => ({ id, name, kind, siren: siren ?? null });

function siteOf({ agent: _agent, endpoints: _endpoints, isFictional, ...site }: SiteEntry): Site {
  return { ...site, isFictional: isFictional ?? false };
}
