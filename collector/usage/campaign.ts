import type { Span } from "../sla/spans.ts";
import { type BeforeAndAfter, type ChangeBesideOthers, changeBesideOthers } from "./change-beside-others.ts";
import { type Exposure, exposureOf, type MonthOfUse } from "./exposure.ts";
import { type Month, monthAt, monthsBefore, monthsOver } from "./months.ts";

/** How a room was made known. Chosen from this list. */
export const campaignKinds = ["press", "mailing", "posters", "open_day", "meeting", "social_media", "training", "other"] as const;
export type CampaignKind = (typeof campaignKinds)[number];

/** A campaign of communication as it was declared; withdrawn where `withdrawnAt` is not null. Times are s since 1970 UTC. */
export interface Campaign extends Span {
  readonly entry: number;
  readonly id: string;
  readonly territory: string;
  readonly kind: CampaignKind;
  readonly declaredAt: number;
  readonly by: string;
  readonly withdrawnAt: number | null;
}

/** Whole months before a campaign and after its beginning: the months it began in are nobody's. */
export interface CampaignMonths {
  readonly before: readonly Month[];
  readonly after: readonly Month[];
}

const monthsOfEffect = 6;

/** Six months before the one it began in, and those after the one it ended in, six at most, that have ended. */
export function campaignMonths({ from, to }: Span, nowS: number): CampaignMonths {
  const first = monthAt(from);
  const before = monthsOver({ from: monthsBefore(from, monthsOfEffect).from, to: first.from });
  const start = monthAt(Math.max(from, to - 1)).to;
  const present = monthAt(nowS).from;
  const after = start >= present ? [] : monthsOver({ from: start, to: present }).slice(0, monthsOfEffect);
  return { before, after };
}

/** Uses of the months before and after, over the time they were available. */
export function beforeAndAfter(months: readonly MonthOfUse[], { before, after }: CampaignMonths): BeforeAndAfter {
  const within = (wanted: readonly Month[]): Exposure => {
    const names = new Set(wanted.map(({ name }) => name));
    return exposureOf(months.filter(({ month }) => names.has(month)));
  };
  return { before: within(before), after: within(after) };
}

/** How use changed beside that of territories without a campaign in the same months: an association, never a cause. */
export function campaignEffect(own: readonly MonthOfUse[], others: readonly MonthOfUse[], months: CampaignMonths): ChangeBesideOthers {
  return changeBesideOthers(beforeAndAfter(own, months), beforeAndAfter(others, months));
}
