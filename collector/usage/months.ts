import { Temporal } from "temporal-polyfill";
import { networkTimeZone, quarterAt, quarterSpan } from "../sla/calendar.ts";
import type { Span } from "../sla/spans.ts";

/** A civil month, from local midnight to local midnight. */
export interface Month extends Span {
  /** "2026-07" */
  readonly name: string;
}

const known = new Map<string, Month>();

/** "2026-07"; null where the text is no month. */
export function monthNamed(name: string): Month | null {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(name)) return null;
  const first = Temporal.PlainDate.from(`${name}-01`);
  const month = { name, from: midnightOf(first), to: midnightOf(first.add({ months: 1 })) };
  known.set(name, month);
  return month;
}

/** The months that a period touches, whole, in order. */
export function monthsOver({ from, to }: Span): Month[] {
  const months: Month[] = [];
  for (let at = from; at < to; ) {
    const month = monthAt(at);
    months.push(month);
    at = month.to;
  }
  return months;
}

/** The same instants are asked for again and again: beginnings of months. */
const byInstant = new Map<number, Month>();
const mostInstants = 10_000;

export function monthAt(second: number): Month {
  const found = byInstant.get(second);
  if (found !== undefined) return found;
  const name = Temporal.Instant.fromEpochMilliseconds(second * 1000)
    .toZonedDateTimeISO(networkTimeZone)
    .toPlainDate()
    .toPlainYearMonth()
    .toString();
  const month = monthNamed(name);
  if (month === null) throw new RangeError(`${name} is no month that dates of today reach`);
  if (byInstant.size >= mostInstants) byInstant.clear();
  byInstant.set(second, month);
  return month;
}

/** As many whole months before the month of an instant. */
export function monthsBefore(second: number, count: number): Month {
  const { year, month } = Temporal.PlainYearMonth.from(monthAt(second).name).subtract({ months: count });
  return monthAt(midnightOf(new Temporal.PlainDate(year, month, 1)));
}

/** The civil quarter a month is in. */
export function quarterOf({ from }: Span): Span {
  return quarterSpan(quarterAt(from, networkTimeZone), networkTimeZone) ?? { from, to: from };
}

const midnightOf = (date: Temporal.PlainDate): number => Math.floor(date.toZonedDateTime(networkTimeZone).epochMilliseconds / 1000);
