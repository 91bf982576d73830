import type { Closure, Dated, DatedHours, SiteCalendar } from "../sla/dated-hours.ts";
import { roundTheClock } from "../sla/opening-hours.ts";
import { always } from "../sla/service-time.ts";
import { type Span, union } from "../sla/spans.ts";
import type { ClosureEntry, HoursEntry, StretchEntry } from "./calendar-entry.ts";
import type { Inventory, SiteEntry } from "./inventory.ts";
import { beginningOf, endOf } from "./local-times.ts";
import { parseOpeningHours } from "./opening-hours.ts";

/*
 * The checks of the inventory have told what is wrong, if anything was: here every date exists and all hours can be read.
 */

/** The calendar of each site; those of sites that wrote the same are one and the same. */
export function siteCalendars({ closures: common = [] }: Pick<Inventory, "closures">): (site: SiteEntry) => SiteCalendar {
  const known = new Map<string, SiteCalendar>();
  return ({ openingHours, closures = [] }) => {
    const key = JSON.stringify([openingHours, closures]);
    const calendar = known.get(key) ?? { hours: datedHours(openingHours), closures: closuresOf([...common, ...closures]) };
    known.set(key, calendar);
    return calendar;
  };
}

function datedHours(written: HoursEntry): Dated<DatedHours> {
  const [first, ...others] = typeof written === "string" ? [{ hours: written }] : written;
  return [hoursFrom(first), ...others.map(hoursFrom)];
}

function hoursFrom(entry: { readonly from?: string; readonly hours: string } | undefined): DatedHours {
  const read = parseOpeningHours(entry?.hours ?? roundTheClock.written);
  return { from: fromOf(entry), hours: "hours" in read ? read.hours : roundTheClock };
}

/** The first of a list may leave out since when it holds. */
export const fromOf = (entry: { readonly from?: string } | undefined): number =>
  entry?.from === undefined ? always.from : (beginningOf(entry.from) ?? always.from);

function closuresOf(entries: readonly ClosureEntry[]): Closure[] {
  return entries
    .map(({ from, to, reason }) => ({ from: beginningOf(from) ?? 0, to: endOf(to) ?? 0, reason }))
    .toSorted((left, right) => left.from - right.from || left.to - right.to);
}

type InServiceEntry = StretchEntry & { readonly inService?: readonly StretchEntry[] };

/** When an endpoint was in service, where that is dated. Those of endpoints that wrote the same are one and the same. */
export function serviceStretches(): (dates: InServiceEntry) => readonly Span[] | null {
  const known = new Map<string, readonly Span[]>();
  return (dates) => {
    if (Object.keys(dates).length === 0) return null;
    const key = JSON.stringify(dates);
    const spans = known.get(key) ?? inServiceSpans(dates);
    known.set(key, spans);
    return spans;
  };
}

function inServiceSpans({ inService, ...only }: InServiceEntry): Span[] {
  return union(
    (inService ?? [only]).map(({ commissionedOn, removedOn }) => ({
      from: commissionedOn === undefined ? always.from : (beginningOf(commissionedOn) ?? always.from),
      to: removedOn === undefined ? always.to : (beginningOf(removedOn) ?? always.to),
    })),
  );
}
