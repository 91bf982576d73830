import type { CampaignEffect } from "../collector/attendance/campaign-effects.ts";
import { costOf, type Judged, judgeList } from "../collector/attendance/judge.ts";
import type { Outlook } from "../collector/attendance/outlook.ts";
import type { Attendance, NetworkAttendance, PlaceAttendance } from "../collector/attendance/question.ts";
import type { Directory, Site } from "../collector/directory/directory.ts";
import type { Span } from "../collector/sla/spans.ts";
import type { CostPerUse } from "../collector/usage/cost-per-use.ts";
import { type Exposure, exposureOf } from "../collector/usage/exposure.ts";
import type { Extinction } from "../collector/usage/extinction.ts";
import type { IncidentEffect } from "../collector/usage/incident-effect.ts";
import { type RatePerMonth, ratePerMonth } from "../collector/usage/poisson.ts";
import { compareWithStudy, type StudyComparison } from "../collector/usage/study.ts";
import type { Trend } from "../collector/usage/territory-trend.ts";
import type { UsageRules } from "../collector/usage/usage-rules.ts";
import type { UsageScope } from "./usage-question.ts";

export type UsageLevel = PlaceAttendance["level"] | "endpoint";

/** One line of the table, one object of the JSON. */
export interface ShownUse {
  readonly level: UsageLevel;
  readonly id: string;
  readonly name: string;
  /** Where an endpoint stands; null of places. */
  readonly site: string | null;
  readonly attendance: Attendance;
  readonly exposure: Exposure;
  /** Uses a month and a site, or an endpoint; null: no month counts. */
  readonly rate: RatePerMonth | null;
  /** Of a site or an endpoint. */
  readonly judged: Judged | null;
  readonly cost: CostPerUse | null;
  /** Of larger places. */
  readonly study: StudyComparison | null;
  /** Of larger places, beside the same months a year before. */
  readonly trend: Trend | null;
  /** Of sites. */
  readonly extinction: Extinction | null;
}

export interface ShownUsage {
  readonly quarter: string | null;
  readonly month: string | null;
  readonly period: Span;
  /** s since 1970 UTC: what is later is not known yet. */
  readonly until: number;
  readonly scope: UsageScope;
  readonly rows: readonly ShownUse[];
  readonly rules: UsageRules;
  /** Of all rooms of the scope; null: of an endpoint nothing is said. */
  readonly incidentEffect: IncidentEffect | null;
  /** Of the territories of the scope. */
  readonly campaigns: readonly CampaignEffect[];
}

/** The places of a scope, then its sites, then its endpoints. */
export function usageRows(found: NetworkAttendance, scope: UsageScope, directory: Directory, outlook: Outlook | null): ShownUse[] {
  const { period, rules } = found;
  const aidOf = (sites: readonly Site[]): number => sites.reduce((sum, { regionalAidEuros }) => sum + regionalAidEuros, 0);
  const shownSites = found.sites.flatMap((attendance) => {
    const site = directory.site(attendance.id);
    return site === undefined ? [] : [{ attendance, site, aidEuros: site.regionalAidEuros }];
  });
  const place = (attendance: PlaceAttendance, name: string, sites: readonly Site[]): ShownUse => {
    const exposure = exposureOf(attendance.months);
    const study = compareWithStudy(exposure, rules.study);
    const cost = costOf(attendance, aidOf(sites), period, rules.room);
    return {
      level: attendance.level,
      id: attendance.id,
      name,
      site: null,
      attendance,
      exposure,
      rate: ratePerMonth(exposure),
      judged: null,
      cost,
      study,
      trend: outlook === null ? null : trendOf(attendance, outlook),
      extinction: null,
    };
  };
  const all = shownSites.map(({ site }) => site);
  const network = scope.kind === "network" ? [place(found.network, "", all)] : [];
  const territories = found.territories.filter(({ id }) => scope.kind === "network" || (scope.kind === "territory" && scope.id === id));
  const hostKinds = scope.kind === "network" || scope.kind === "territory" ? found.hostKinds : [];
  const judgedSites = judgeList(shownSites, period, rules);
  const withEndpoints = found.endpoints.map((attendance) => ({ attendance, site: attendance.site, aidEuros: 0 }));
  const judgedEndpoints = judgeList(withEndpoints, period, rules);
  return [
    ...network,
    ...territories.map((one) =>
      place(
        one,
        directory.territory(one.id)?.name ?? one.id,
        directory.sitesOf(one.id, period).map(({ site }) => site),
      ),
    ),
    ...hostKinds.map((one) =>
      place(
        one,
        one.id,
        all.filter(({ hostKind }) => hostKind === one.id),
      ),
    ),
    ...(scope.kind === "endpoint"
      ? []
      : shownSites.map(({ attendance, site }, index) => ({
          ...judgedRow("site", { ...site, site: null }, attendance, judgedSites[index]),
          extinction: outlook?.sites.get(site.id) ?? null,
        }))),
    ...found.endpoints.map((attendance, index) => judgedRow("endpoint", attendance.endpoint, attendance, judgedEndpoints[index])),
  ];
}

function trendOf({ level, id }: PlaceAttendance, { network, territories }: Outlook): Trend | null {
  if (level === "network") return network;
  return level === "territory" ? (territories.get(id) ?? null) : null;
}

function judgedRow(
  level: "site" | "endpoint",
  { id, name, site }: Pick<ShownUse, "id" | "name" | "site">,
  attendance: Attendance,
  judged: Judged | undefined,
): ShownUse {
  const exposure = judged?.exposure ?? exposureOf(attendance.months);
  const rate = ratePerMonth(exposure);
  return {
    level,
    id,
    name,
    site,
    attendance,
    exposure,
    rate,
    judged: judged ?? null,
    cost: judged?.cost ?? null,
    study: null,
    trend: null,
    extinction: null,
  };
}
