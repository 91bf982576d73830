import type { DatedContract } from "./contract.ts";
import { type Dated, type DatedHours, inForceWithin, type SiteCalendar } from "./dated-hours.ts";
import { openSpans, openSpansBy, reachSeconds } from "./opening-hours.ts";
import { intersect, type Span, subtract, union } from "./spans.ts";

/** The period and the clock that figures are worked out for. */
export interface Timeframe {
  readonly period: Span;
  readonly timeZone: string;
}

/** Periods that a calendar's open time is kept for: those of a report with its comparisons. */
const mostKept = 16;
const kept = new WeakMap<SiteCalendar, Map<string, readonly Span[]>>();

/**
 * When a site was open within a period: by the hours in force at each instant, without its closures. Worked out once, however many
 * endpoints share a calendar.
 */
export function openTimeOf(calendar: SiteCalendar, { period, timeZone }: Timeframe): readonly Span[] {
  const ofCalendar = kept.get(calendar) ?? new Map<string, readonly Span[]>();
  kept.set(calendar, ofCalendar);
  const key = `${timeZone} ${period.from} ${period.to}`;
  const found = ofCalendar.get(key);
  if (found !== undefined) return found;
  const open = subtract(hoursWithin(calendar.hours, { period, timeZone }), union(calendar.closures));
  const [oldest] = ofCalendar.keys();
  if (ofCalendar.size >= mostKept && oldest !== undefined) ofCalendar.delete(oldest);
  ofCalendar.set(key, open);
  return open;
}

/** When the clocks of GTI and GTR ran: in the hours of the contract in force, or, where it names none, while the site was open. */
export function clockTimeOf(contracts: Dated<DatedContract>, calendar: SiteCalendar, { period, timeZone }: Timeframe): Span[] {
  const open = openTimeOf(calendar, { period, timeZone });
  return union(
    inForceWithin(contracts, period).flatMap(({ span, entry: { clockHours } }) =>
      clockHours === null ? intersect(open, [span]) : openSpans(clockHours, timeZone, span),
    ),
  );
}

function hoursWithin(hours: Dated<DatedHours>, { period, timeZone }: Timeframe): Span[] {
  const starts = { from: period.from - reachSeconds, to: period.to };
  const inForce = inForceWithin(hours, starts).map(({ span, entry }) => ({ hours: entry.hours, starts: span }));
  return openSpansBy(inForce, timeZone, period);
}
