import { readYaml } from "../../settings/read-yaml.ts";
import { agentsOf } from "./agents-of.ts";
import { checkInventory } from "./checks.ts";
import { readCommuneTables } from "./commune-tables.ts";
import { contractsOf } from "./contracts.ts";
import { createDirectory } from "./create-directory.ts";
import type { Directory, Endpoint, Site, Territory } from "./directory.ts";
import { Inventory, type SiteEntry, type TerritoryEntry } from "./inventory.ts";
import { siteMemberships } from "./memberships.ts";
import { resolvePoll } from "./resolve-poll.ts";
import { serviceStretches, siteCalendars } from "./site-calendars.ts";

/** Reads inventory.yml. Throws SettingsError with every problem. */
export function loadDirectory(file: string): Directory {
  const tables = readCommuneTables();
  const inventory = readYaml(file, Inventory, (written, report) => checkInventory(written, tables, report));
  const calendarOf = siteCalendars(inventory);
  const membershipsOf = siteMemberships(inventory, tables);
  const inServiceOf = serviceStretches();
  const promised = contractsOf(inventory.contract);
  const siteOf = (site: SiteEntry): Site => ({
    id: site.id,
    name: site.name,
    territory: site.territory,
    insee: site.insee,
    commune: site.commune,
    hostKind: site.hostKind,
    calendar: calendarOf(site),
    contracts: site.contract === undefined ? promised : contractsOf(site.contract),
    memberships: membershipsOf(site),
    hasTechnician: site.hasTechnician,
    regionalAidEuros: site.regionalAidEuros,
    isFictional: site.isFictional ?? false,
  });
  return createDirectory({
    territories: inventory.territories.map(territoryOf),
    sites: inventory.sites.map(siteOf),
    agents: agentsOf(inventory),
    endpoints: inventory.sites.flatMap((site) => endpointsOf(site, inventory, inServiceOf)),
  });
}

const territoryOf = ({ id, name, kind, siren }: TerritoryEntry): Territory => ({ id, name, kind, siren: siren ?? null });

function endpointsOf(site: SiteEntry, { polling: common = {} }: Inventory, inServiceOf: ReturnType<typeof serviceStretches>): Endpoint[] {
  return site.endpoints.map(({ id, name, poll, ...dates }) => {
    const levels = { common, site: site.polling ?? {}, isFictional: site.isFictional ?? false };
    // The checks have told what is wrong, if anything was.
    const polling = poll === undefined ? null : resolvePoll({ ...levels, poll }, () => {});
    const inService = inServiceOf(dates);
    return { id, name, site: site.id, ...(inService !== null && { inService }), ...(polling !== null && { polling }) };
  });
}
