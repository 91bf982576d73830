import type { Directory, Endpoint, Site } from "../directory/directory.ts";
import { inScopeOf } from "../directory/in-scope.ts";
import { networkTimeZone } from "../sla/calendar.ts";
import { inForceAt } from "../sla/dated-hours.ts";
import type { EndpointTerms } from "../sla/endpoint-sla.ts";
import type { MaintenanceEntry } from "../sla/maintenance.ts";
import { clockTimeOf, openTimeOf } from "../sla/open-time.ts";
import { maintenanceBook, type PlannedMaintenance, plannedMaintenances } from "../sla/planned-maintenance.ts";
import { always, serviceTime } from "../sla/service-time.ts";
import { intersect, type Span, subtract, union } from "../sla/spans.ts";

/** What figures rest on besides the states: who is watched, and what people declared. */
export interface Basis {
  readonly directory: Directory;
  readonly maintenance: readonly MaintenanceEntry[];
}

/** What one endpoint is held against, and the maintenances that touch it. */
export interface Terms extends EndpointTerms {
  readonly planned: readonly PlannedMaintenance[];
}

/** A period, and as far around it as incidents are looked for. s since 1970 UTC. */
export interface Reach {
  readonly period: Span;
  readonly around: Span;
}

const alwaysInService = [always];

/** The terms of any endpoint over one period. Sites that are open at the same hours share what is worked out of them. */
export function termsOver(basis: Basis, reach: Reach): (endpoint: Endpoint, site: Site) => Terms {
  const book = maintenanceBook(basis.maintenance, reach.around, networkTimeZone);
  const shared = new Map<string, Terms>();
  const numberOf = numbering();
  return (endpoint, site) => {
    const planned = plannedMaintenances(book, inScopeOf(basis.directory, endpoint), site.contracts);
    if (planned.length > 0) return termsOf(endpoint, site, planned, reach);
    const key = [site.calendar, site.contracts, endpoint.inService ?? alwaysInService].map((part) => numberOf(part)).join(" ");
    const terms = shared.get(key) ?? termsOf(endpoint, site, planned, reach);
    shared.set(key, terms);
    return terms;
  };
}

function termsOf(
  { inService = alwaysInService }: Endpoint,
  site: Site,
  planned: readonly PlannedMaintenance[],
  { period, around }: Reach,
): Terms {
  const maintenance = union(planned.flatMap(({ counted }) => counted));
  const measured = subtract(intersect(inService, [around]), maintenance);
  const timeframe = { period: around, timeZone: networkTimeZone };
  const open = intersect(openTimeOf(site.calendar, timeframe), [period]);
  return {
    period,
    time: serviceTime(intersect(inService, [period]), open, maintenance),
    measured,
    clock: intersect(clockTimeOf(site.contracts, site.calendar, timeframe), measured),
    contract: inForceAt(site.contracts, period.from),
    planned,
  };
}

/** The same object has the same number. */
function numbering(): (object: object) => number {
  const numbers = new Map<object, number>();
  return (object) => {
    const number = numbers.get(object) ?? numbers.size;
    numbers.set(object, number);
    return number;
  };
}
