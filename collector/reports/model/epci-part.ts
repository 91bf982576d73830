import type { MaintenanceRow } from "./details.ts";
import type { EndpointRow, ReportModel, SiteRow, TerritoryRow } from "./model.ts";
import type { IncidentRow, Proposal } from "./sayings.ts";

/** What of a report concerns one EPCI, for its president. Figures are those of the report: nothing is worked out again. */
export interface EpciPart {
  readonly territory: TerritoryRow;
  /** Of the sites that are in it at the end of the quarter, in the order of the report. */
  readonly sites: readonly SiteRow[];
  readonly endpoints: readonly EndpointRow[];
  readonly incidents: readonly IncidentRow[];
  readonly maintenances: readonly MaintenanceRow[];
  /** Of the report's, those that name a site of it, with those sites alone. */
  readonly proposals: readonly Proposal[];
}

/** Null: the report tells of no EPCI with this SIREN. */
export function epciPart(model: ReportModel, siren: string): EpciPart | null {
  const territory = model.territories.find((one) => one.siren === siren && one.kind !== "ILE" && one.kind !== "PAYS");
  if (territory === undefined) return null;
  const sites = model.sites.filter((site) => site.territory === territory.id);
  const own = new Set(sites.map(({ id }) => id));
  const endpoints = model.endpoints.filter(({ site }) => own.has(site));
  const rooms = new Set(endpoints.map(({ id }) => id));
  return {
    territory,
    sites,
    endpoints,
    incidents: model.incidents.filter(({ site }) => own.has(site)),
    maintenances: model.maintenances.filter((one) => one.endpoints.some((id) => rooms.has(id))),
    proposals: model.proposals.flatMap(({ rule, sites: named }) => proposalWithin(rule, named, own)),
  };
}

function proposalWithin(rule: Proposal["rule"], named: readonly string[], own: ReadonlySet<string>): Proposal[] {
  const sites = named.filter((id) => own.has(id));
  return sites.length === 0 ? [] : [{ rule, sites }];
}
