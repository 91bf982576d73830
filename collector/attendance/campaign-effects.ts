import type { Basis } from "../accounts/terms.ts";
import type { Territory } from "../directory/directory.ts";
import { beforeAndAfter, type Campaign, campaignEffect, campaignMonths } from "../usage/campaign.ts";
import type { BeforeAndAfter, ChangeBesideOthers } from "../usage/change-beside-others.ts";
import { attendanceOf } from "./attendance.ts";
import type { AttendanceLedger, PlaceAttendance } from "./question.ts";

/** What followed a campaign in its territory, beside those of the same rank that had none in those months. */
export interface CampaignEffect extends BeforeAndAfter {
  readonly campaign: Campaign;
  /** Territories it is compared with. */
  readonly others: readonly string[];
  readonly effect: ChangeBesideOthers;
}

/** @param campaigns all of them: those withdrawn are nobody's */
export async function campaignEffects(
  ledger: AttendanceLedger,
  basis: Basis,
  campaigns: readonly Campaign[],
  until: number,
): Promise<CampaignEffect[]> {
  const standing = campaigns.filter(({ withdrawnAt }) => withdrawnAt === null);
  const effects: CampaignEffect[] = [];
  for (const campaign of standing) {
    const months = campaignMonths(campaign, until);
    const [first, last] = [months.before[0], months.after.at(-1) ?? months.before.at(-1)];
    const period = { from: first?.from ?? campaign.from, to: last?.to ?? campaign.from };
    const { territories } = await attendanceOf(ledger, { ...basis, period, until });
    const own = territories.filter(({ id }) => id === campaign.territory).flatMap((one) => one.months);
    const others = withoutCampaign(basis, territories, { campaign, standing, period });
    const theirs = others.flatMap((one) => one.months);
    effects.push({
      campaign,
      ...beforeAndAfter(own, months),
      others: others.map(({ id }) => id),
      effect: campaignEffect(own, theirs, months),
    });
  }
  return effects;
}

interface Beside {
  readonly campaign: Campaign;
  readonly standing: readonly Campaign[];
  readonly period: { readonly from: number; readonly to: number };
}

/** EPCI where no campaign touched these months. Islands and pays hold sites that an EPCI holds too: they would be counted twice. */
function withoutCampaign(
  { directory }: Basis,
  territories: readonly PlaceAttendance[],
  { campaign, standing, period }: Beside,
): PlaceAttendance[] {
  const touched = standing.filter(({ from, to }) => from < period.to && to > period.from).map(({ territory }) => territory);
  const sitesTouched = new Set(touched.flatMap((id) => directory.sitesOf(id, period).map(({ site }) => site.id)));
  const isApart = (id: string): boolean => directory.sitesOf(id, period).every(({ site }) => !sitesTouched.has(site.id));
  const isRank = ({ kind }: Pick<Territory, "kind">): boolean => kind === "EPCI" || kind === "METROPOLE" || kind === "HORS_EPCI";
  const rank = new Set(directory.territories.filter(isRank).map(({ id }) => id));
  return territories.filter(({ id }) => id !== campaign.territory && rank.has(id) && !touched.includes(id) && isApart(id));
}
