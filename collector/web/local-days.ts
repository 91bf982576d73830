import { Temporal } from "temporal-polyfill";
import { networkTimeZone } from "../sla/calendar.ts";
import type { Span } from "../sla/spans.ts";

/** A day of Paris, of 23, 24 or 25 hours. */
export interface LocalDay extends Span {
  /** "2026-04-14" */
  readonly date: string;
  /** 0: Monday. */
  readonly weekday: number;
}

/** The days that a span touches, in order. */
export function localDays({ from, to }: Span): LocalDay[] {
  const days: LocalDay[] = [];
  for (let day = dateAt(from); midnightOf(day) < to; day = day.add({ days: 1 })) days.push(localDay(day));
  return days;
}

/** « 2026-04-14 »; null where no calendar has it. */
export function dayNamed(date: string): LocalDay | null {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(date) ? localDay(Temporal.PlainDate.from(date, { overflow: "reject" })) : null;
  } catch {
    return null;
  }
}

/** The day of Paris an instant (s since 1970 UTC) lies in, "2026-04-14". */
export const dateOf = (second: number): string => dateAt(second).toString();

/** The instants of the whole hours of a day, each with what the clock on the wall says: an hour may be missing, or come twice. */
export function hoursOf({ from, to }: LocalDay): { readonly at: number; readonly hour: number }[] {
  const hours: { at: number; hour: number }[] = [];
  for (let at = from; at <= to; at += 3_600) {
    const { hour } = Temporal.Instant.fromEpochMilliseconds(at * 1000).toZonedDateTimeISO(networkTimeZone);
    hours.push({ at, hour: at === to ? 24 : hour });
  }
  return hours;
}

const dateAt = (second: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(second * 1000)
    .toZonedDateTimeISO(networkTimeZone)
    .toPlainDate();

const midnightOf = (day: Temporal.PlainDate): number => Math.floor(day.toZonedDateTime(networkTimeZone).epochMilliseconds / 1000);

function localDay(day: Temporal.PlainDate): LocalDay {
  return { date: day.toString(), weekday: day.dayOfWeek - 1, from: midnightOf(day), to: midnightOf(day.add({ days: 1 })) };
}
