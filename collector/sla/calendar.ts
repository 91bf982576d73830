import { Temporal } from "temporal-polyfill";
import type { Span } from "./spans.ts";

/** The clock of quarters, opening hours and declarations. */
export const networkTimeZone = "Europe/Paris";

/** The instant a local day began, s since 1970 UTC. Days of 23 and 25 hours are right. */
export function startOfLocalDay(nowS: number, timeZone: string): number {
  const now = Temporal.Instant.fromEpochMilliseconds(nowS * 1000).toZonedDateTimeISO(timeZone);
  return secondOf(now.startOfDay().epochMilliseconds);
}

/** A civil quarter, "2026-T2" or "2026-Q2", from local midnight to local midnight; null where the text is none. */
export function quarterSpan(text: string, timeZone: string): Span | null {
  const [, year, quarter] = /^(\d{4})-[TQ]([1-4])$/.exec(text) ?? [];
  if (year === undefined || quarter === undefined) return null;
  const first = new Temporal.PlainDate(Number(year), Number(quarter) * 3 - 2, 1);
  return { from: midnightOf(first, timeZone), to: midnightOf(first.add({ months: 3 }), timeZone) };
}

/** The civil quarter of an instant, "2026-T4". */
export function quarterAt(second: number, timeZone: string): string {
  const { year, month } = Temporal.Instant.fromEpochMilliseconds(second * 1000).toZonedDateTimeISO(timeZone);
  return `${String(year).padStart(4, "0")}-T${Math.ceil(month / 3)}`;
}

/**
 * An instant written "2026-03-29T02:30", on the clock of `timeZone`, or with an offset or Z of its own; s since 1970 UTC, fractions
 * cut off. A local time that does not exist is moved forward, one that exists twice is the first (RFC 5545). Null where it is no time.
 */
export function instantOf(text: string, timeZone: string): number | null {
  try {
    if (/(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return secondOf(Temporal.Instant.from(text).epochMilliseconds);
    return secondOf(Temporal.PlainDateTime.from(text, { overflow: "reject" }).toZonedDateTime(timeZone).epochMilliseconds);
  } catch {
    return null;
  }
}

/** A local day, "2026-03-29", from midnight to midnight; null where no calendar has it. */
export function daySpan(date: string, timeZone: string): Span | null {
  try {
    const day = Temporal.PlainDate.from(date, { overflow: "reject" });
    return { from: midnightOf(day, timeZone), to: midnightOf(day.add({ days: 1 }), timeZone) };
  } catch {
    return null;
  }
}

export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

function midnightOf(date: Temporal.PlainDate, timeZone: string): number {
  return secondOf(date.toZonedDateTime(timeZone).epochMilliseconds);
}

function secondOf(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
