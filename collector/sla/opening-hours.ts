import { Temporal } from "temporal-polyfill";
import { publicHolidaysOf } from "./holidays.ts";
import { intersect, type Span, union } from "./spans.ts";

/** Minutes after local midnight, `[from, to)`. `to` goes past 1440 when the window ends on the next day. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** When a site is open, in local time. */
export interface OpeningHours {
  /** Monday first. A day without span is closed. Spans are in order and do not overlap within one day. */
  readonly week: readonly (readonly TimeSpan[])[];
  /** What holds on a public holiday; null: the same as on any such day of the week. */
  readonly holidays: readonly TimeSpan[] | null;
}

/**
 * When a site is open within a period. A window belongs to the local day it starts on. A local time that does not exist is moved
 * forward by the hour that is missing, one that exists twice is the first of the two (RFC 5545).
 */
export function openSpans(hours: OpeningHours, timeZone: string, period: Span): Span[] {
  if (isAlways(hours)) return period.to > period.from ? [period] : [];
  const spans: Span[] = [];
  // A window that began the day before may reach into the period.
  let day = dateAt(period.from, timeZone).subtract({ days: 1 });
  const last = dateAt(period.to, timeZone);
  for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    for (const span of spansOf(hours, day)) {
      spans.push({ from: secondAt(day, span.from, timeZone), to: secondAt(day, span.to, timeZone) });
    }
  }
  return intersect(union(spans), [period]);
}

/** Round the clock, holidays included: no calendar is needed. */
function isAlways({ week, holidays }: OpeningHours): boolean {
  return holidays === null && week.every(([span, ...others]) => others.length === 0 && span?.from === 0 && span.to === 1_440);
}

function spansOf({ week, holidays }: OpeningHours, day: Temporal.PlainDate): readonly TimeSpan[] {
  const isHoliday = holidays !== null && publicHolidaysOf(day.year).has(day.toString());
  return (isHoliday ? holidays : week[day.dayOfWeek - 1]) ?? [];
}

function dateAt(second: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(second * 1000)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
}

/** `minutes` on the clock on the wall, which is not the time elapsed since midnight on two days of the year. */
function secondAt(day: Temporal.PlainDate, minutes: number, timeZone: string): number {
  const date = day.add({ days: Math.floor(minutes / 1_440) });
  const time = new Temporal.PlainTime(Math.floor((minutes % 1_440) / 60), minutes % 60);
  return date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds / 1000;
}
