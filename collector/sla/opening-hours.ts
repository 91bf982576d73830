import { Temporal } from "temporal-polyfill";
import { publicHolidaysOf } from "./holidays.ts";
import { intersect, type Span, union } from "./spans.ts";

/** Minutes after local midnight, `[from, to)`. `to` goes past 1440 when the window ends on the next day. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** A part of every year: month and day as 100 × month + day, both included. `to` before `from` goes over the new year. */
export interface YearPart {
  readonly from: number;
  readonly to: number;
}

/** What holds on the days a rule speaks of; without span they are closed. Spans are in order and do not overlap within one day. */
export interface OpeningRule {
  /** Null: the whole year. */
  readonly parts: readonly YearPart[] | null;
  /** Monday is 0; null: the rule names no day of the week. */
  readonly weekdays: readonly number[] | null;
  /** Whether it names public holidays. */
  readonly namesHolidays: boolean;
  readonly spans: readonly TimeSpan[];
}

/** When a site is open, in local time. */
export interface OpeningHours {
  /** As a person wrote it. */
  readonly written: string;
  /** A later rule replaces an earlier one on its days; of a day that none speaks of, nothing is open. */
  readonly rules: readonly OpeningRule[];
}

const minutesPerDay = 1_440;

export const roundTheClock: OpeningHours = {
  written: "24/7",
  rules: [{ parts: null, weekdays: null, namesHolidays: false, spans: [{ from: 0, to: minutesPerDay }] }],
};

/** Longer than any window, on days of any length. */
export const reachSeconds = 2 * 86_400;

/** When a site is open within a period, also by a window that began before it. */
export function openSpans(hours: OpeningHours, timeZone: string, period: Span): Span[] {
  return openSpansBy([{ hours, starts: { from: period.from - reachSeconds, to: period.to } }], timeZone, period);
}

/** Hours, and the stretch in which their windows begin. */
export interface HoursInForce {
  readonly hours: OpeningHours;
  readonly starts: Span;
}

/** The same by hours that follow each other: a window is of the hours in force when it begins, and keeps its end. */
export function openSpansBy(inForce: readonly HoursInForce[], timeZone: string, period: Span): Span[] {
  return intersect(union(inForce.flatMap(({ hours, starts }) => windowsStarting(hours, timeZone, starts))), [period]);
}

/**
 * A window belongs to the local day it starts on. A local time that does not exist is moved forward by the hour that is missing, one
 * that exists twice is the first of the two (RFC 5545).
 */
function windowsStarting(hours: OpeningHours, timeZone: string, starts: Span): Span[] {
  if (isAlways(hours)) return [starts];
  const windows: Span[] = [];
  const last = dateAt(starts.to, timeZone);
  for (let day = dateAt(starts.from, timeZone); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    for (const span of hoursOn(hours, day)) {
      const from = secondAt(day, span.from, timeZone);
      if (from >= starts.from && from < starts.to) windows.push({ from, to: secondAt(day, span.to, timeZone) });
    }
  }
  return windows;
}

/** Whether any day between public holidays is ever open: a year that has a 29 February tells. */
export function isEverOpen(hours: OpeningHours): boolean {
  let day = new Temporal.PlainDate(2028, 1, 2);
  for (; day.year === 2028; day = day.add({ days: 1 })) {
    if (!publicHolidaysOf(day.year).has(day.toString()) && hoursOn(hours, day).length > 0) return true;
  }
  return false;
}

/** Round the clock, holidays included: no calendar is needed. */
function isAlways({ rules: [rule, ...others] }: OpeningHours): boolean {
  const [span, ...more] = rule?.spans ?? [];
  const speaksOfAll = rule?.parts === null && (rule.weekdays === null || rule.weekdays.length === 7) && !rule.namesHolidays;
  return others.length === 0 && more.length === 0 && speaksOfAll && span?.from === 0 && span.to === minutesPerDay;
}

/**
 * What the last rule that speaks of the day says. Once a rule names public holidays, one that names days of the week, or no day at
 * all, does not speak of them: only one that names them too, or that gives dates alone ("Dec 25 10:00-12:00").
 */
function hoursOn({ rules }: OpeningHours, day: Temporal.PlainDate): readonly TimeSpan[] {
  const key = day.month * 100 + day.day;
  const ofDate = rules.filter(({ parts }) => parts === null || parts.some((part) => isIn(part, key)));
  const isRuledHoliday = ofDate.some(({ namesHolidays }) => namesHolidays) && publicHolidaysOf(day.year).has(day.toString());
  const speaks = isRuledHoliday
    ? ({ namesHolidays, parts, weekdays }: OpeningRule) => namesHolidays || (parts !== null && weekdays === null)
    : ({ namesHolidays, weekdays }: OpeningRule) => weekdays?.includes(day.dayOfWeek - 1) ?? !namesHolidays;
  return ofDate.findLast(speaks)?.spans ?? [];
}

function isIn({ from, to }: YearPart, key: number): boolean {
  return from <= to ? key >= from && key <= to : key >= from || key <= to;
}

function dateAt(second: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(second * 1000)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
}

/** `minutes` on the clock on the wall, which is not the time elapsed since midnight on two days of the year. */
function secondAt(day: Temporal.PlainDate, minutes: number, timeZone: string): number {
  const date = day.add({ days: Math.floor(minutes / minutesPerDay) });
  const time = new Temporal.PlainTime(Math.floor((minutes % minutesPerDay) / 60), minutes % 60);
  return date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds / 1000;
}
