import { isEverOpen, type OpeningHours, type OpeningRule, roundTheClock, type TimeSpan } from "../sla/opening-hours.ts";
import { openingHoursFr as fr } from "./fr-hours.ts";
import { HoursProblem } from "./hours-problem.ts";
import { splitYearParts } from "./year-parts.ts";

export type OpeningHoursResult = { readonly hours: OpeningHours } | { readonly problem: string };

const dayWords = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"] as const;
const holidayWord = "PH";
const minutesPerDay = 1_440;

/** What OSM knows and we do not read, with the sentence that says what to write instead. */
const refused: readonly (readonly [RegExp, (rule: string) => string])[] = [
  [/\bSH\b/, fr.schoolHolidays],
  [/\bweek\b/i, fr.weeks],
  [/^\d{4}\b(?!:)/, fr.years],
  [/\b(?:sunrise|sunset|dawn|dusk)\b/, fr.sun],
  [/\[/, fr.nthDay],
  [/^\d{1,2}(?:er)?\s*\p{L}{3,}/u, fr.dayBeforeMonth],
];

/**
 * Reads the part of OSM's opening_hours that a public room needs:
 *
 *     hours = "24/7" | rule { ";" rule }
 *     rule  = [ dates [ ":" ] ] [ days ] ( spans | "off" | "closed" )
 *     dates = part { "," part }        part = "Jul" | "Jul-Aug" | "Dec 25" | "Dec 24-31" | "Dec 24-Jan 02" (may go over the new year)
 *     days  = day { "," day }          day  = "Mo".."Su" | "PH" | "Mo-Fr" (ranges may wrap: "Sa-Mo")
 *     spans = span { "," span }        span = "09:00-12:30" | "22:00-02:00" (ends on the next day)
 *
 * As in OSM, a rule without days speaks of every day of the week, and a later rule replaces an earlier one on its days. Unlike there,
 * "PH off" holds wherever it stands among rules of weekdays: whoever writes it never means the contrary.
 */
export function parseOpeningHours(text: string): OpeningHoursResult {
  try {
    return { hours: hoursOf(text.trim()) };
  } catch (error) {
    if (error instanceof HoursProblem) return { problem: error.message };
    throw error;
  }
}

function hoursOf(written: string): OpeningHours {
  if (written === "") throw new HoursProblem(fr.empty);
  if (written === "24/7") return roundTheClock;
  const texts = written.split(";").map((rule) => rule.trim());
  const hours = { written, rules: texts.map((text, index) => ruleAt(text, texts.length > 1 ? index + 1 : null)) };
  if (!isEverOpen(hours)) throw new HoursProblem(fr.neverOpen);
  return hours;
}

/** @param place which of several rules it is, from 1 */
function ruleAt(text: string, place: number | null): OpeningRule {
  try {
    return readRule(text);
  } catch (error) {
    if (place !== null && error instanceof HoursProblem) throw new HoursProblem(fr.inRule(place, error.message));
    throw error;
  }
}

function readRule(rule: string): OpeningRule {
  if (rule === "") throw new HoursProblem(fr.emptyRule);
  if (rule === "24/7") throw new HoursProblem(fr.alwaysIsAlone);
  for (const [sign, sentence] of refused) if (sign.test(rule)) throw new HoursProblem(sentence(rule));
  const { parts, rest } = splitYearParts(rule);
  const [, days = "", times = ""] = /^([^0-9]*?)\s*([0-9].*|\b(?:off|closed))?$/u.exec(rest) ?? [];
  if (times === "") throw new HoursProblem(days.includes(" ") ? fr.unreadableRule(rule) : fr.noSpan(rule));
  return { parts, ...readDays(days.trim()), spans: times === "off" || times === "closed" ? [] : readSpans(times) };
}

function readDays(text: string): Pick<OpeningRule, "weekdays" | "namesHolidays"> {
  if (text === "") return { weekdays: null, namesHolidays: false };
  const words = text.split(",").map((word) => word.trim());
  const weekdays = words.filter((word) => word !== holidayWord).flatMap(readDayRange);
  return { weekdays: weekdays.length === 0 ? null : weekdays, namesHolidays: words.includes(holidayWord) };
}

function readDayRange(range: string): number[] {
  const [first = "", last = first, ...rest] = range.split("-").map((word) => word.trim());
  if (rest.length > 0) throw new HoursProblem(fr.unknownDay(range));
  const from = readDay(first);
  const to = readDay(last);
  const count = (to - from + 7) % 7;
  return Array.from({ length: count + 1 }, (_, index) => (from + index) % 7);
}

function readDay(word: string): number {
  const day = dayWords.findIndex((known) => known === word);
  if (day === -1) throw new HoursProblem(fr.unknownDay(word));
  return day;
}

function readSpans(text: string): readonly TimeSpan[] {
  const spans = text.split(",").map((span) => readSpan(span.trim()));
  spans.sort((a, b) => a.from - b.from);
  for (const [index, span] of spans.entries()) {
    const next = spans[index + 1];
    if (next !== undefined && next.from < span.to) throw new HoursProblem(fr.overlap(text));
  }
  return spans;
}

function readSpan(text: string): TimeSpan {
  const match = /^(\d{2}):(\d{2})\s*-\s*(\d{2}):(\d{2})$/.exec(text);
  if (match === null) throw new HoursProblem(fr.notASpan(text));
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number);
  const from = fromHour * 60 + fromMinute;
  const to = toHour * 60 + toMinute;
  if (fromHour > 23 || fromMinute > 59 || toMinute > 59 || to > minutesPerDay) throw new HoursProblem(fr.notATime(text));
  if (from === to) throw new HoursProblem(fr.noLength(text));
  return { from, to: to > from ? to : to + minutesPerDay };
}
