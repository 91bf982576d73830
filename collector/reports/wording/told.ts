import type { IssuedReport } from "../issued.ts";
import type { EndpointRow, ReportModel, SiteRow, TerritoryRow } from "../model/model.ts";

/** A report with its places at hand by their ids. */
export interface Told {
  readonly report: IssuedReport;
  readonly model: ReportModel;
  readonly sites: ReadonlyMap<string, SiteRow>;
  readonly endpoints: ReadonlyMap<string, EndpointRow>;
  readonly territories: ReadonlyMap<string, TerritoryRow>;
}

export function toldOf(report: IssuedReport): Told {
  const { model } = report;
  return { report, model, sites: byId(model.sites), endpoints: byId(model.endpoints), territories: byId(model.territories) };
}

const byId = <Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));

/** Sites and endpoints may bear one name in several communes. */
export function siteName({ sites }: Told, id: string): string {
  const site = sites.get(id);
  if (site === undefined) return id;
  return site.name.includes(site.commune) ? site.name : `${site.name} (${site.commune})`;
}

/** The room of a site that has no other is told by the site. */
export function endpointName(told: Told, id: string): string {
  const endpoint = told.endpoints.get(id);
  if (endpoint === undefined) return id;
  const site = siteName(told, endpoint.site);
  return told.sites.get(endpoint.site)?.endpoints.all === 1 ? site : `${site}, ${endpoint.name}`;
}

const inFrench = new Intl.Collator("fr");

/** Territories that share no site, as a dictionary has them; islands and pays lie across them. */
export const territoriesApart = ({ territories }: ReportModel): readonly TerritoryRow[] =>
  territories
    .filter(({ kind, sites }) => kind !== "PAYS" && kind !== "ILE" && sites > 0)
    .toSorted((left, right) => inFrench.compare(left.name, right.name));
