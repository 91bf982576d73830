import type { YearPart } from "../sla/opening-hours.ts";
import { openingHoursFr as fr } from "./fr-hours.ts";
import { HoursProblem } from "./hours-problem.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const daysOf = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const month = `(?:${months.join("|")})(?![A-Za-z])`;
// Not the hour of a time: "Jul 09:00-12:00" names no ninth of July.
const day = "\\d{1,2}(?![\\d:hH])";
const part = `${month}(?:\\s+${day})?(?:\\s*-\\s*(?:${month}(?:\\s+${day})?|${day}))?`;
const partsFirst = new RegExp(`^(${part}(?:\\s*,\\s*${part})*)\\s*:?\\s*(.*)$`);

/** The dates a rule begins with, and what follows them; null where it begins with none. */
export function splitYearParts(rule: string): { readonly parts: readonly YearPart[] | null; readonly rest: string } {
  const [, list, rest = ""] = partsFirst.exec(rule) ?? [];
  if (list === undefined) return { parts: null, rest: rule };
  return { parts: list.split(",").map((text) => readPart(text.trim())), rest };
}

function readPart(text: string): YearPart {
  const [first = "", last] = text.split("-").map((word) => word.trim());
  const from = readDate(first);
  if (last === undefined) return from.day === null ? wholeMonths(from.month, from.month) : { from: keyOf(from), to: keyOf(from) };
  // "Dec 24-31" says its month once.
  const isSameMonth = /^\d/.test(last);
  const to = readDate(isSameMonth ? `${first.slice(0, 3)} ${last}` : last);
  if ((from.day === null) !== (to.day === null)) throw new HoursProblem(fr.monthAndDate(text));
  if (from.day === null) return wholeMonths(from.month, to.month);
  const span = { from: keyOf(from), to: keyOf(to) };
  if (isSameMonth && span.to < span.from) throw new HoursProblem(fr.datesBackwards(text));
  return span;
}

interface MonthDay {
  /** From 1. */
  readonly month: number;
  readonly day: number | null;
}

function readDate(text: string): MonthDay {
  const [word = "", number] = text.split(/\s+/);
  const index = months.indexOf(word);
  if (number === undefined) return { month: index + 1, day: null };
  const ofMonth = Number(number);
  if (ofMonth < 1 || ofMonth > (daysOf[index] ?? 0)) throw new HoursProblem(fr.noSuchDate(text));
  return { month: index + 1, day: ofMonth };
}

const keyOf = ({ month: number, day: ofMonth }: MonthDay): number => number * 100 + (ofMonth ?? 0);
const wholeMonths = (from: number, to: number): YearPart => ({ from: from * 100 + 1, to: to * 100 + 31 });
