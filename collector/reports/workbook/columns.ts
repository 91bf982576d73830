import { quadrantActionWords, quadrantWords, underUseWords } from "../../usage/fr.ts";
import type { MaintenanceRow, MonthRow } from "../model/details.ts";
import type { ServiceFigures, UseFigures } from "../model/figures.ts";
import type { EndpointRow, ReportModel, SiteRow, TerritoryRow } from "../model/model.ts";
import type { IncidentRow } from "../model/sayings.ts";
import { heads, hostKinds, ownerWords, scopeWords, territoryKinds, yesNo } from "./fr-workbook.ts";
import { type Column, hoursOf, hundredths, shareOf } from "./sheet.ts";

interface Serving {
  readonly service: ServiceFigures;
}
interface Using {
  readonly use: UseFigures;
}

/** Names of what rows only have the ids of. */
export interface Names {
  readonly quarter: string;
  readonly site: (id: string) => string;
  readonly territory: (id: string) => string;
  readonly territoryOf: (site: string) => string;
  readonly endpoint: (id: string) => string;
}

export function namesIn({ quarter, sites, territories, endpoints }: ReportModel): Names {
  const known = (list: readonly { readonly id: string; readonly name: string }[]) => {
    const names = new Map(list.map(({ id, name }) => [id, name]));
    return (id: string): string => names.get(id) ?? id;
  };
  const territory = known(territories);
  const homes = new Map(sites.map((site) => [site.id, site.territory]));
  return { quarter, site: known(sites), territory, territoryOf: (id) => territory(homes.get(id) ?? id), endpoint: known(endpoints) };
}

const yesOrNo = (value: boolean | null): string => (value === null ? yesNo.unknown : yesNo[value ? "yes" : "no"]);

/** So that sheets of several quarters can stand one under the other. */
const quarterOf = ({ quarter }: Names): Column<unknown> => [heads.quarter, "text", () => quarter];

const serviceColumns: readonly Column<Serving>[] = [
  [heads.expectedHours, "hours", ({ service }) => hoursOf(service.account.expected)],
  [heads.downHours, "hours", ({ service }) => hoursOf(service.account.down)],
  [heads.siteHours, "hours", ({ service }) => hoursOf(service.account.site)],
  [heads.unknownHours, "hours", ({ service }) => hoursOf(service.account.unknown)],
  [heads.maintenanceHours, "hours", ({ service }) => hoursOf(service.account.maintenance)],
  [heads.availability, "percent", ({ service }) => shareOf(service.service)],
  [heads.coverage, "percent", ({ service }) => shareOf(service.coverage)],
  [heads.caveat, "text", ({ service }) => yesOrNo(service.isSubjectToCaveat)],
  [heads.incidents, "count", ({ service }) => service.incidents],
  [heads.restoreBreaches, "count", ({ service }) => service.restoreBreaches],
  [heads.takeChargeBreaches, "count", ({ service }) => service.takeChargeBreaches],
  [heads.meanRestoreHours, "hours", ({ service }) => hoursOf(service.meanRestoreSeconds)],
  [heads.restarts, "count", ({ service }) => service.restarts],
  [heads.microOutages, "count", ({ service }) => service.microOutages],
];

const useColumns: readonly Column<Using>[] = [
  [heads.uses, "count", ({ use }) => use.uses],
  [heads.days, "count", ({ use }) => use.days],
  [heads.useHours, "hours", ({ use }) => hoursOf(use.usedSeconds)],
  [heads.offHoursUses, "count", ({ use }) => use.offHoursUses],
  [heads.occupancy, "percent", ({ use }) => shareOf({ part: use.serviceUsedSeconds, whole: use.usableSeconds })],
  [heads.perMonth, "number", ({ use }) => hundredths(use.perMonth?.rate)],
  [heads.perMonthLow, "number", ({ use }) => hundredths(use.perMonth?.low)],
  [heads.perMonthHigh, "number", ({ use }) => hundredths(use.perMonth?.high)],
  [heads.attempts, "count", ({ use }) => use.attempts],
  [heads.failedAttempts, "count", ({ use }) => use.failedAttempts],
];

/** An order of magnitude, and how many uses it does not speak of. */
const savingColumns: readonly Column<Using>[] = [
  [heads.trips, "number", ({ use }) => hundredths(use.savings?.central.trips)],
  [heads.km, "number", ({ use }) => hundredths(use.savings?.central.km)],
  [heads.co2Low, "number", ({ use }) => hundredths(use.savings?.low.co2Kg)],
  [heads.co2, "number", ({ use }) => hundredths(use.savings?.central.co2Kg)],
  [heads.co2High, "number", ({ use }) => hundredths(use.savings?.high.co2Kg)],
  [heads.notEstimated, "count", ({ use }) => use.savings && use.uses - use.savings.estimated],
];

const target = (basisPoints: number | null): number | null => (basisPoints === null ? null : basisPoints / 10_000);

export const siteColumns = (names: Names): readonly Column<SiteRow>[] => [
  quarterOf(names),
  [heads.site, "text", ({ name }) => name],
  [heads.siteId, "text", ({ id }) => id],
  [heads.commune, "text", ({ commune }) => commune],
  [heads.territory, "text", ({ territory }) => names.territory(territory)],
  [heads.hostKind, "text", ({ hostKind }) => hostKinds[hostKind]],
  [heads.isFictional, "text", ({ isFictional }) => yesOrNo(isFictional)],
  [heads.endpoints, "count", ({ endpoints }) => endpoints.all],
  [heads.target, "percent", ({ contract }) => target(contract.targetBasisPoints)],
  [heads.met, "count", ({ endpoints }) => endpoints.met],
  [heads.missed, "count", ({ endpoints }) => endpoints.missed],
  ...serviceColumns,
  ...useColumns,
  ...savingColumns,
  [heads.costPerUse, "number", ({ use }) => hundredths(use.cost?.perUse)],
  [heads.underUse, "text", ({ verdict }) => underUseWords[verdict]],
  [heads.probability, "percent", ({ probability }) => hundredths(probability)],
  [heads.quadrant, "text", ({ quadrant }) => quadrant && quadrantWords[quadrant]],
  [heads.action, "text", ({ action }) => action && quadrantActionWords[action]],
];

export const endpointColumns = (names: Names): readonly Column<EndpointRow>[] => [
  quarterOf(names),
  [heads.endpoint, "text", ({ name }) => name],
  [heads.id, "text", ({ id }) => id],
  [heads.site, "text", ({ site }) => names.site(site)],
  [heads.territory, "text", ({ site }) => names.territoryOf(site)],
  [heads.commissioned, "moment", ({ commissionedAt }) => commissionedAt],
  [heads.removed, "moment", ({ removedAt }) => removedAt],
  [heads.target, "percent", ({ targetBasisPoints }) => target(targetBasisPoints)],
  [heads.isMet, "text", ({ isMet }) => yesOrNo(isMet)],
  ...serviceColumns,
  ...useColumns,
];

export const territoryColumns = (names: Names): readonly Column<TerritoryRow>[] => [
  quarterOf(names),
  [heads.territory, "text", ({ name }) => name],
  [heads.siren, "text", ({ siren }) => siren],
  [heads.kind, "text", ({ kind }) => territoryKinds[kind]],
  [heads.endpoints, "count", ({ endpoints }) => endpoints.all],
  [heads.met, "count", ({ endpoints }) => endpoints.met],
  [heads.missed, "count", ({ endpoints }) => endpoints.missed],
  ...serviceColumns,
  ...useColumns,
  ...savingColumns,
];

export const monthColumns = (names: Names): readonly Column<MonthRow>[] => [
  quarterOf(names),
  [heads.month, "text", ({ month }) => month],
  [heads.expectedHours, "hours", ({ account }) => hoursOf(account.expected)],
  [heads.downHours, "hours", ({ account }) => hoursOf(account.down)],
  [heads.siteHours, "hours", ({ account }) => hoursOf(account.site)],
  [heads.unknownHours, "hours", ({ account }) => hoursOf(account.unknown)],
  [heads.maintenanceHours, "hours", ({ account }) => hoursOf(account.maintenance)],
  [heads.incidents, "count", ({ incidents }) => incidents],
  [heads.uses, "count", ({ uses }) => uses],
];

export const incidentColumns = (names: Names): readonly Column<IncidentRow>[] => [
  quarterOf(names),
  [heads.endpoint, "text", ({ endpoint }) => names.endpoint(endpoint)],
  [heads.id, "text", ({ endpoint }) => endpoint],
  [heads.site, "text", ({ site }) => names.site(site)],
  [heads.territory, "text", ({ site }) => names.territoryOf(site)],
  [heads.from, "moment", ({ from }) => from],
  [heads.to, "moment", ({ to, isGoingOn }) => (isGoingOn ? null : to)],
  [heads.goingOn, "text", ({ isGoingOn }) => yesOrNo(isGoingOn)],
  [heads.lostHours, "hours", ({ lostSeconds }) => hoursOf(lostSeconds)],
  [heads.clockHours, "hours", ({ clockSeconds }) => hoursOf(clockSeconds)],
  [heads.guaranteed, "hours", ({ guaranteedRestoreSeconds }) => hoursOf(guaranteedRestoreSeconds)],
  [heads.isRestoreBreach, "text", ({ isRestoreBreach }) => yesOrNo(isRestoreBreach)],
  [heads.takeChargeHours, "hours", ({ takeChargeSeconds }) => hoursOf(takeChargeSeconds)],
  [heads.isTakeChargeBreach, "text", ({ isTakeChargeBreach }) => yesOrNo(isTakeChargeBreach)],
  [heads.owner, "text", ({ owner }) => ownerWords[owner]],
  [heads.attributed, "text", ({ attributedTo }) => attributedTo && ownerWords[attributedTo]],
];

export const maintenanceColumns = (names: Names): readonly Column<MaintenanceRow>[] => [
  quarterOf(names),
  [heads.id, "text", ({ id }) => id],
  [heads.scope, "text", ({ scope }) => scopeWords[scope.kind]],
  [heads.scopeId, "text", ({ scope }) => scope.id],
  [heads.declared, "moment", ({ declaredAt }) => declaredAt],
  [heads.from, "moment", ({ from }) => from],
  [heads.to, "moment", ({ to }) => to],
  [heads.times, "count", ({ times }) => times],
  [heads.endpoints, "count", ({ endpoints }) => endpoints.length],
  [heads.announcedHours, "hours", ({ announcedSeconds }) => hoursOf(announcedSeconds)],
  [heads.maintenanceHours, "hours", ({ countedSeconds }) => hoursOf(countedSeconds)],
];

/** How many of a site were of one class. */
export interface ClassCount {
  readonly site: string;
  readonly name: string;
  readonly count: number;
}

export const classColumns = (names: Names, name: string, counted: string): readonly Column<ClassCount>[] => [
  quarterOf(names),
  [heads.site, "text", ({ site }) => names.site(site)],
  [heads.territory, "text", ({ site }) => names.territoryOf(site)],
  [name, "text", (row) => row.name],
  [counted, "count", ({ count }) => count],
];
