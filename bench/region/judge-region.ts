import { campaignEffect } from "../../collector/usage/campaign.ts";
import type { besideOthersVerdicts } from "../../collector/usage/change-beside-others.ts";
import { exposureOf, type MonthOfUse } from "../../collector/usage/exposure.ts";
import { type Extinction, extinctionOf } from "../../collector/usage/extinction.ts";
import { type Month, monthNamed } from "../../collector/usage/months.ts";
import { territoryTrend } from "../../collector/usage/territory-trend.ts";
import { type UnderUseVerdict, underUseList, underUseOf, usualUnderUseRules } from "../../collector/usage/under-use.ts";
import type { SimulatedRegion, SimulatedSite } from "../../simulator/region.ts";

/** How often each verdict was given to rooms that truly are under-used, and to those that are not. */
export type VerdictCounts = Record<UnderUseVerdict, { right: number; wrong: number }>;

export interface Judged {
  /** Of single quarters, and of whole years; the latter as a list of all sites. */
  readonly quarters: VerdictCounts;
  readonly years: VerdictCounts;
  /** Sites that were hardly available in the bad quarter, and how many of them were called under-used for it. */
  readonly bad: { readonly sites: number; readonly blamed: number };
  /** Sites nobody came to any more, looked at half a year later; and those that went on. */
  readonly ended: Counted<Extinction["state"]>;
  readonly goingOn: Counted<Extinction["state"]>;
  readonly campaign: (typeof besideOthersVerdicts)[number];
  /** The same question where there was no campaign. */
  readonly placebos: Counted<(typeof besideOthersVerdicts)[number]>;
  /** Year against year of territories where nothing changed. */
  readonly trends: Counted<ReturnType<typeof territoryTrend>["direction"]>;
  /** What the regular user makes of the uses of his site. */
  readonly firstUserShare: number;
}

type Counted<Word extends string> = Partial<Record<Word, number>>;

const hours = 160 * 3_600;
const judgedYears = [12, 24, 36];

export function judgeRegion(region: SimulatedRegion): Judged {
  const { sites, badMonths, regular } = region;
  const live = sites.filter(({ endsAt }) => endsAt === null);
  const others = sites.filter(({ endsAt }) => endsAt !== null);
  const first = sites.find(({ id }) => id === regular);
  return {
    quarters: quartersOf(region),
    years: yearsOf(region),
    bad: badQuarter(sites, badMonths),
    ended: counted(others.map((site) => extinctionAfter(site))),
    goingOn: counted(live.map((site) => extinctionAfter(site))),
    campaign: effectIn(region, region.campaign.territory),
    placebos: counted(
      territoriesOf(sites)
        .filter((id) => id !== region.campaign.territory)
        .map((id) => effectIn(region, id)),
    ),
    trends: counted(unchangedTerritories(region).map((id) => trendOf(sites, id))),
    firstUserShare: first === undefined ? 0 : sum(first.months, ({ firstUser }) => firstUser) / sum(first.months, ({ uses }) => uses),
  };
}

function monthsOf({ months }: SimulatedSite): MonthOfUse[] {
  return months.map(({ month, uses, availability }) => {
    const workedSeconds = Math.round(hours * availability);
    return { month, uses, openSeconds: hours, expectedSeconds: hours, workedSeconds, unknownSeconds: 0, hasWholeHistory: false };
  });
}

/** A quarter in which the room is truly used less than the threshold: its rate is that of the year, as the threshold is. */
function quartersOf({ sites }: SimulatedRegion): VerdictCounts {
  const counts = noVerdicts();
  for (const site of sites) {
    const months = monthsOf(site);
    for (let start = 0; start < 36; start += 3) note(counts, site, underUseOf(exposureOf(months.slice(start, start + 3))).verdict);
  }
  return counts;
}

function yearsOf({ sites }: SimulatedRegion): VerdictCounts {
  const counts = noVerdicts();
  for (const start of [0, 12, 24]) {
    const listed = underUseList(sites.map((site) => underUseOf(exposureOf(monthsOf(site).slice(start, start + 12)))));
    for (const [place, site] of sites.entries()) note(counts, site, listed[place]?.verdict ?? "not_observed");
  }
  return counts;
}

function note(counts: VerdictCounts, { rate }: SimulatedSite, verdict: UnderUseVerdict): void {
  if (rate < usualUnderUseRules.thresholdPerMonth) counts[verdict].right += 1;
  else counts[verdict].wrong += 1;
}

export function noVerdicts(): VerdictCounts {
  const none = () => ({ right: 0, wrong: 0 });
  return { established: none(), probable: none(), inconclusive: none(), seldom_available: none(), not_observed: none() };
}

function badQuarter(sites: readonly SimulatedSite[], badMonths: readonly number[]): Judged["bad"] {
  const from = badMonths[0] ?? 0;
  const hit = sites.filter(({ months }) => (months[from]?.availability ?? 1) < 0.8);
  const blamed = hit.filter((site) => {
    const { verdict } = underUseOf(exposureOf(monthsOf(site).slice(from, from + badMonths.length)));
    return verdict === "established" || verdict === "probable";
  });
  return { sites: hit.length, blamed: blamed.length };
}

const endMonth = 36;

function extinctionAfter(site: SimulatedSite): Extinction["state"] {
  const months = monthsOf(site);
  const since = months.slice(endMonth, endMonth + 6).map((month) => ({ uses: month.uses, exposure: exposureOf([month]).months }));
  return extinctionOf(exposureOf(months.slice(endMonth - 12, endMonth)), since).state;
}

function effectIn({ sites, campaign }: SimulatedRegion, territory: string): Judged["campaign"] {
  const named = (place: number): Month[] => {
    const month = monthNamed(sites[0]?.months[place]?.month ?? "");
    return month === null ? [] : [month];
  };
  const around = [-6, -5, -4, -3, -2, -1].flatMap((step) => named(campaign.month + step));
  const after = [1, 2, 3, 4, 5, 6].flatMap((step) => named(campaign.month + step));
  const live = sites.filter(({ endsAt }) => endsAt === null);
  const own = live.filter((site) => site.territory === territory).flatMap(monthsOf);
  const others = live.filter((site) => site.territory !== territory && site.territory !== campaign.territory).flatMap(monthsOf);
  return campaignEffect(own, others, { before: around, after }).verdict;
}

/** Neither a campaign nor the end of a room in the years that are compared. */
function unchangedTerritories({ sites, campaign }: SimulatedRegion): string[] {
  return territoriesOf(sites).filter(
    (id) => id !== campaign.territory && sites.every((site) => site.territory !== id || site.endsAt === null),
  );
}

function trendOf(sites: readonly SimulatedSite[], territory: string): ReturnType<typeof territoryTrend>["direction"] {
  const own = sites.filter((site) => site.territory === territory);
  const [before, after] = judgedYears.slice(1).map((start) => exposureOf(own.flatMap((site) => monthsOf(site).slice(start, start + 12))));
  return before === undefined || after === undefined ? "too_few" : territoryTrend(before, after).direction;
}

const territoriesOf = (sites: readonly SimulatedSite[]): string[] => [...new Set(sites.map(({ territory }) => territory))];

function counted<Word extends string>(words: readonly Word[]): Counted<Word> {
  const counts: Counted<Word> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

const sum = <Row>(rows: readonly Row[], value: (row: Row) => number): number => rows.reduce((total, row) => total + value(row), 0);
