import { Temporal } from "temporal-polyfill";
import { daySpan, networkTimeZone } from "../sla/calendar.ts";
import type { Campaign, CampaignKind } from "../usage/campaign.ts";
import type { Asking, Desk } from "./desk.ts";
import { DeskRefused } from "./desk-refused.ts";

/** A campaign as typed: whole days, the last one included. */
export interface CampaignWish {
  readonly territory: string;
  readonly kind: CampaignKind;
  readonly from: string;
  readonly to: string;
}

const longestDays = 366;

/** @throws DeskRefused */
export function declareCampaign({ declarations, directory }: Desk, wish: CampaignWish, { writer }: Asking): Promise<Campaign> {
  const { territory, kind } = wish;
  if (directory.territory(territory) === undefined) throw new DeskRefused("SCOPE_UNKNOWN", territory);
  const [first, last] = [dayIn(wish.from), dayIn(wish.to)];
  if (last.from < first.from) throw new DeskRefused("END_FIRST");
  const days = Temporal.PlainDate.from(wish.from).until(Temporal.PlainDate.from(wish.to)).days;
  if (days >= longestDays) throw new DeskRefused("LASTS_TOO_LONG");
  return declarations.writeCampaign({ territory, kind, from: first.from, to: last.to }, writer);
}

/** @throws DeskRefused */
export async function withdrawCampaign({ declarations }: Desk, id: string, { writer }: Asking): Promise<Campaign> {
  const withdrawn = await declarations.withdrawCampaign(id.toUpperCase(), writer);
  if (withdrawn === null) throw new DeskRefused("CAMPAIGN_UNKNOWN", id);
  return withdrawn;
}

function dayIn(text: string) {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? daySpan(text, networkTimeZone) : null;
  if (day === null) throw new DeskRefused("TIME_UNREADABLE", text);
  return day;
}

/** As answers and files say it: its first and its last day. */
export function campaignBody({ id, territory, kind, from, to, by, declaredAt, withdrawnAt }: Campaign) {
  const instant = (second: number): string => new Date(second * 1000).toISOString().replace(".000Z", "Z");
  const local = (second: number): string =>
    Temporal.Instant.fromEpochMilliseconds(second * 1000)
      .toZonedDateTimeISO(networkTimeZone)
      .toPlainDate()
      .toString();
  const dates = { from: local(from), to: local(to - 1), declaredAt: instant(declaredAt) };
  return { id, territory, kind, ...dates, by, withdrawnAt: withdrawnAt === null ? null : instant(withdrawnAt) };
}
