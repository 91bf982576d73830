import type { OpeningHours, TimeSpan } from "../sla/opening-hours.ts";
import { openingHoursFr as fr } from "./fr.ts";

export type OpeningHoursResult = { readonly hours: OpeningHours } | { readonly problem: string };

const dayWords = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"] as const;
const holidayWord = "PH";
const minutesPerDay = 1_440;
const everyDay: readonly TimeSpan[] = [{ from: 0, to: minutesPerDay }];

/** What one rule speaks of: days of the week by their number, and public holidays. */
interface Selection {
  readonly days: readonly number[];
  readonly hasHolidays: boolean;
}

class OpeningHoursProblem extends Error {}

/**
 * Reads the part of OSM's opening_hours that a public room needs:
 *
 *     hours = "24/7" | rule { ";" rule }
 *     rule  = [ days ] ( spans | "off" | "closed" )
 *     days  = day { "," day }          day  = "Mo".."Su" | "PH" | "Mo-Fr" (ranges may wrap: "Sa-Mo")
 *     spans = span { "," span }        span = "09:00-12:30" | "22:00-02:00" (ends on the next day)
 *
 * As in OSM, a rule without days speaks of every day of the week, and a later rule replaces an earlier one on its days.
 */
export function parseOpeningHours(text: string): OpeningHoursResult {
  try {
    return { hours: hoursOf(text) };
  } catch (error) {
    if (error instanceof OpeningHoursProblem) return { problem: error.message };
    throw error;
  }
}

function hoursOf(text: string): OpeningHours {
  if (text.trim() === "") throw new OpeningHoursProblem(fr.empty);
  if (text.trim() === "24/7") return { week: dayWords.map(() => everyDay), holidays: null };
  const week: (readonly TimeSpan[])[] = dayWords.map(() => []);
  let holidays: readonly TimeSpan[] | null = null;
  for (const rule of text.split(";")) {
    const { selection, spans } = readRule(rule.trim());
    for (const day of selection.days) week[day] = spans;
    if (selection.hasHolidays) holidays = spans;
  }
  if (week.every((spans) => spans.length === 0)) throw new OpeningHoursProblem(fr.neverOpen);
  return { week, holidays };
}

function readRule(rule: string): { selection: Selection; spans: readonly TimeSpan[] } {
  if (rule === "") throw new OpeningHoursProblem(fr.emptyRule);
  if (rule === "24/7") throw new OpeningHoursProblem(fr.alwaysIsAlone);
  const [, days = "", times = ""] = /^([^0-9]*?)\s*([0-9].*|\b(?:off|closed))?$/u.exec(rule) ?? [];
  if (times === "") throw new OpeningHoursProblem(days.includes(" ") ? fr.unreadableRule(rule) : fr.noSpan(rule));
  return { selection: readDays(days.trim()), spans: times === "off" || times === "closed" ? [] : readSpans(times) };
}

function readDays(text: string): Selection {
  if (text === "") return { days: dayWords.map((_, day) => day), hasHolidays: false };
  const words = text.split(",").map((word) => word.trim());
  return { days: words.filter((word) => word !== holidayWord).flatMap(readDayRange), hasHolidays: words.includes(holidayWord) };
}

function readDayRange(range: string): number[] {
  const [first = "", last = first, ...rest] = range.split("-").map((word) => word.trim());
  if (rest.length > 0) throw new OpeningHoursProblem(fr.unknownDay(range));
  const from = readDay(first);
  const to = readDay(last);
  const count = (to - from + 7) % 7;
  return Array.from({ length: count + 1 }, (_, index) => (from + index) % 7);
}

function readDay(word: string): number {
  const day = dayWords.findIndex((known) => known === word);
  if (day === -1) throw new OpeningHoursProblem(fr.unknownDay(word));
  return day;
}

function readSpans(text: string): readonly TimeSpan[] {
  const spans = text.split(",").map((span) => readSpan(span.trim()));
  spans.sort((a, b) => a.from - b.from);
  for (const [index, span] of spans.entries()) {
    const next = spans[index + 1];
    if (next !== undefined && next.from < span.to) throw new OpeningHoursProblem(fr.overlap(text));
  }
  return spans;
}

function readSpan(text: string): TimeSpan {
  const match = /^(\d{2}):(\d{2})\s*-\s*(\d{2}):(\d{2})$/.exec(text);
  if (match === null) throw new OpeningHoursProblem(fr.notASpan(text));
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number);
  const from = fromHour * 60 + fromMinute;
  const to = toHour * 60 + toMinute;
  if (fromHour > 23 || fromMinute > 59 || toMinute > 59 || to > minutesPerDay) throw new OpeningHoursProblem(fr.notATime(text));
  if (from === to) throw new OpeningHoursProblem(fr.noLength(text));
  return { from, to: to > from ? to : to + minutesPerDay };
}
