import { judgeList } from "../../attendance/judge.ts";
import type { PlaceAttendance } from "../../attendance/question.ts";
import type { Directory, Site } from "../../directory/directory.ts";
import { inForceAt } from "../../sla/dated-hours.ts";
import type { Quadrant } from "../../usage/use-and-reliability.ts";
import type { MonthRow } from "./details.ts";
import { lostShares } from "./lost-shares.ts";
import type { EndpointRow, ReportModel, SiteRow, TerritoryRow } from "./model.ts";
import { serviceOf, useOf } from "./rows.ts";
import type { Worked } from "./worked.ts";

export function endpointRows({ figures, attendance }: Worked, directory: Directory): EndpointRow[] {
  const byId = new Map(attendance.endpoints.map((one) => [one.endpoint.id, one]));
  const { from, to } = figures.period;
  const within = (second: number | undefined): number | null => (second !== undefined && from <= second && second < to ? second : null);
  return figures.endpoints.flatMap((one) => {
    const used = byId.get(one.id);
    if (used === undefined) return [];
    const { id, site, targetBasisPoints, isMet } = one;
    const endpoint = directory.endpoint(id);
    const moments = { commissionedAt: within(endpoint?.inService?.[0]?.from), removedAt: within(endpoint?.inService?.at(-1)?.to) };
    const said = { id, name: endpoint?.name ?? id, site, targetBasisPoints, isMet, ...moments };
    return [{ ...said, service: serviceOf(one), lost: lostShares(one.lost), use: useOf(used, 0, figures.period, attendance.rules.room) }];
  });
}

/** What is said of a site's use rests on the whole list: of sixty looked at, some seem unused by chance. */
export function siteRows({ figures, attendance }: Worked, directory: Directory): SiteRow[] {
  const listed = attendance.sites.flatMap((used) => {
    const [site, sums] = [directory.site(used.id), figures.sites.find(({ id }) => id === used.id)];
    return site === undefined || sums === undefined ? [] : [{ attendance: used, site, sums, aidEuros: site.regionalAidEuros }];
  });
  const judged = judgeList(listed, figures.period, attendance.rules);
  return listed.flatMap(({ attendance: used, site, sums, aidEuros }, place): SiteRow[] => {
    const said = judged[place];
    if (said === undefined) return [];
    const { id, name, commune, hostKind, isFictional } = site;
    return [
      {
        id,
        name,
        commune,
        territory: territoryAtEnd(site, figures.period.to),
        hostKind,
        isFictional,
        contract: contractAt(site, figures.period.from),
        endpoints: sums.endpoints,
        service: serviceOf(sums),
        use: useOf(used, aidEuros, figures.period, attendance.rules.room),
        verdict: said.underUse.verdict,
        probability: said.underUse.probability,
        quadrant: said.crossReading?.quadrant ?? null,
        action: said.crossReading?.action ?? null,
      },
    ];
  });
}

function contractAt({ contracts }: Site, second: number): SiteRow["contract"] {
  const { targetBasisPoints, restoreSeconds, takeChargeSeconds, noticeSeconds } = inForceAt(contracts, second);
  return { targetBasisPoints, restoreSeconds, takeChargeSeconds, noticeSeconds };
}

function territoryAtEnd({ memberships, territory }: Site, end: number): string {
  return inForceAt(memberships, end - 1).territories[0] ?? territory;
}

export function territoryRows({ figures, attendance }: Worked, directory: Directory): TerritoryRow[] {
  const used = new Map<string, PlaceAttendance>(attendance.territories.map((one) => [one.id, one]));
  return figures.territories.flatMap((one): TerritoryRow[] => {
    const [territory, attended] = [directory.territory(one.id), used.get(one.id)];
    if (territory === undefined || attended === undefined) return [];
    const { id, name, kind, siren } = territory;
    const sites = directory.sitesOf(id, figures.period).map(({ site }) => site);
    const use = useOf(attended, aidOf(sites), figures.period, attendance.rules.room);
    return [{ id, name, kind, siren, sites: sites.length, endpoints: one.endpoints, service: serviceOf(one), use }];
  });
}

export function networkRow(
  { figures, attendance }: Worked,
  sites: readonly SiteRow[],
  months: readonly MonthRow[],
  directory: Directory,
): ReportModel["network"] {
  const { network, period } = figures;
  const standing = (quadrant: Quadrant): number => sites.filter((site) => site.quadrant === quadrant).length;
  const counts = (verdict: SiteRow["verdict"]): number => sites.filter((site) => site.verdict === verdict).length;
  return {
    sites: sites.length,
    endpoints: network.endpoints,
    service: serviceOf(network),
    use: useOf(attendance.network, aidOf(directory.sites), period, attendance.rules.room),
    verdicts: {
      established: counts("established"),
      probable: counts("probable"),
      inconclusive: counts("inconclusive"),
      seldom_available: counts("seldom_available"),
      not_observed: counts("not_observed"),
    },
    quadrants: {
      used_reliable: standing("used_reliable"),
      used_unreliable: standing("used_unreliable"),
      unused_reliable: standing("unused_reliable"),
      unused_unreliable: standing("unused_unreliable"),
      inconclusive: standing("inconclusive"),
    },
    lost: lostShares(figures.endpoints.flatMap(({ lost }) => lost)),
    months: [...months],
  };
}

const aidOf = (sites: readonly Site[]): number => sites.reduce((sum, { regionalAidEuros }) => sum + regionalAidEuros, 0);
