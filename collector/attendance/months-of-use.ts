import type { Site } from "../directory/directory.ts";
import type { StoredPart } from "../ledger/port.ts";
import { networkTimeZone } from "../sla/calendar.ts";
import type { SiteCalendar } from "../sla/dated-hours.ts";
import { openTimeOf } from "../sla/open-time.ts";
import { secondsOf } from "../sla/spans.ts";
import type { MonthOfUse } from "../usage/exposure.ts";
import { type Month, monthAt } from "../usage/months.ts";

/** The months of an endpoint, of its parts in order. */
export function monthsOfUse({ calendar }: Pick<Site, "calendar">, parts: readonly StoredPart[]): MonthOfUse[] {
  const months: MonthOfUse[] = [];
  let month: Month | null = null;
  for (const part of parts) {
    const before = months.at(-1);
    if (month !== null && before !== undefined && part.from < month.to) {
      months[months.length - 1] = added(before, part);
      continue;
    }
    month = monthAt(part.from);
    months.push(added(emptyMonth(month, calendar), part));
  }
  return months;
}

/**
 * The months of a site: the uses of all its endpoints, and the time of the one that worked longest. A site with a room to spare is there
 * to be used.
 *
 * @param endpoints the months of each
 */
export function monthsTogether(endpoints: readonly (readonly MonthOfUse[])[]): readonly MonthOfUse[] {
  const [only] = endpoints;
  if (only !== undefined && endpoints.length === 1) return only;
  const months = new Map<string, MonthOfUse>();
  for (const own of endpoints.flat()) {
    const known = months.get(own.month);
    months.set(own.month, known === undefined ? own : together(known, own));
  }
  return [...months.values()].toSorted((left, right) => (left.month < right.month ? -1 : 1));
}

/** Of the codec's own history it is not known whether it tells the whole of a month: gaps are no exposure. */
function emptyMonth(month: Month, calendar: SiteCalendar): MonthOfUse {
  const openSeconds = openSecondsOf(month, calendar);
  return { month: month.name, uses: 0, openSeconds, expectedSeconds: 0, workedSeconds: 0, unknownSeconds: 0, hasWholeHistory: false };
}

function added(month: MonthOfUse, part: StoredPart): MonthOfUse {
  return {
    ...month,
    uses: month.uses + part.uses,
    expectedSeconds: month.expectedSeconds + part.expectedSeconds,
    workedSeconds: month.workedSeconds + part.workedSeconds,
    unknownSeconds: month.unknownSeconds + part.unknownSeconds,
  };
}

function together(one: MonthOfUse, other: MonthOfUse): MonthOfUse {
  const best = other.workedSeconds > one.workedSeconds ? other : one;
  return { ...best, uses: one.uses + other.uses };
}

const kept = new WeakMap<SiteCalendar, Map<string, number>>();

/** The hours of a whole month, as if the site had never been closed. */
function openSecondsOf(month: Month, calendar: SiteCalendar): number {
  const ofCalendar = kept.get(calendar) ?? new Map<string, number>();
  kept.set(calendar, ofCalendar);
  const known = ofCalendar.get(month.name);
  if (known !== undefined) return known;
  const seconds = secondsOf(openTimeOf({ hours: calendar.hours, closures: [] }, { period: month, timeZone: networkTimeZone }));
  ofCalendar.set(month.name, seconds);
  return seconds;
}
