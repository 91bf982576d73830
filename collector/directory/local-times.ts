import { daySpan, instantOf, networkTimeZone } from "../sla/calendar.ts";

/** The instant a day begins, or that a date and time names; null where no calendar has it. s since 1970 UTC. */
export function beginningOf(text: string): number | null {
  return instantOf(text.replace(" ", "T"), networkTimeZone);
}

/** The end of a day that is counted whole, or the instant that a date and time names. */
export function endOf(text: string): number | null {
  return text.length === "2026-01-31".length ? (daySpan(text, networkTimeZone)?.to ?? null) : beginningOf(text);
}
