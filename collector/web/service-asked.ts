import { networkTimeZone, quarterAt } from "../sla/calendar.ts";
import { dayNamed, type LocalDay } from "./local-days.ts";
import { parameter } from "./overview-filter.ts";
import { quarterAsked } from "./quarters.ts";

/** What of an endpoint's service a person wants to see: « ?trimestre=2026-T3 », « ?jour=2026-07-14 ». */
export interface ServiceAsked {
  readonly quarter: string;
  readonly day: LocalDay | null;
  /** The same question as the end of an address; empty for the present quarter. */
  readonly query: string;
}

/** Reads leniently: what is no quarter and no day that has begun is the present quarter. */
export function serviceAsked(query: unknown, nowMs: number): ServiceAsked {
  const now = Math.floor(nowMs / 1000);
  const day = dayNamed(parameter(query, "jour"));
  if (day !== null && day.from <= now) {
    const quarter = quarterAt(day.from, networkTimeZone);
    if (quarterAsked(quarter, now) === quarter) return { quarter, day, query: `?jour=${day.date}` };
  }
  const quarter = quarterAsked(parameter(query, "trimestre"), now);
  return { quarter, day: null, query: quarter === quarterAt(now, networkTimeZone) ? "" : `?trimestre=${quarter}` };
}
