import { readYaml } from "../../settings/read-yaml.ts";
import { agentsOf } from "./agents-of.ts";
import { checkInventory } from "./checks.ts";
import { createDirectory } from "./create-directory.ts";
import type { Directory, Endpoint, Site, Territory } from "./directory.ts";
import { Inventory, type SiteEntry, type TerritoryEntry } from "./inventory.ts";
import { resolvePoll } from "./resolve-poll.ts";

/** Reads inventory.yml. Throws SettingsError with every problem. */
export function loadDirectory(file: string): Directory {
  const inventory = readYaml(file, Inventory, checkInventory);
  return createDirectory({
    territories: inventory.territories.map(territoryOf),
    sites: inventory.sites.map(siteOf),
    agents: agentsOf(inventory),
    endpoints: inventory.sites.flatMap((site) => endpointsOf(site, inventory)),
  });
}

const territoryOf = ({ id, name, kind, siren }: TerritoryEntry): Territory => ({ id, name, kind, siren: siren ?? null });

function siteOf({ agent: _agent, endpoints: _endpoints, polling: _polling, isFictional, ...site }: SiteEntry): Site {
  return { ...site, isFictional: isFictional ?? false };
}

function endpointsOf(site: SiteEntry, { polling: common = {} }: Inventory): Endpoint[] {
  return site.endpoints.map(({ id, name, poll }) => {
    const levels = { common, site: site.polling ?? {}, isFictional: site.isFictional ?? false };
    // The checks have told what is wrong, if anything was.
    const polling = poll === undefined ? null : resolvePoll({ ...levels, poll }, () => {});
    return { id, name, site: site.id, ...(polling !== null && { polling }) };
  });
}
