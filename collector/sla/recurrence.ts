import { Temporal } from "temporal-polyfill";

/** Days that come again and again, by the part of RFC 5545 that plans of work need: whole days, of a week, a month or a year. */
export interface Recurrence {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  /** The last local day that may be one, and the last local time on it where the rule says one. */
  readonly until: Temporal.PlainDateTime | null;
  /** 1 to 12; empty: any. */
  readonly months: ReadonlySet<number>;
  /** 1 to 31, or -1 for the last; empty: any. */
  readonly monthDays: ReadonlySet<number>;
  readonly weekdays: readonly Weekday[];
}

/** Monday is 1. `nth`: of the month, from its end where negative; 0: any. */
interface Weekday {
  readonly day: number;
  readonly nth: number;
}

const frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
type Frequency = (typeof frequencies)[number];
const weekdayNames = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const partNames = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY"] as const;
type PartName = (typeof partNames)[number];
const mostOccurrences = 1_000;

/** The part of a rule that cannot be understood, or is not among those we know. */
export interface RecurrenceProblem {
  readonly problem: "part" | "value" | "missing" | "together";
  readonly part: string;
}

/** A rule "FREQ=MONTHLY;BYDAY=1TU;UNTIL=20271231". Nothing in it is passed over: a rule read by halves would be another maintenance. */
export function parseRecurrence(rule: string, timeZone: string): Recurrence | RecurrenceProblem {
  const { parts, problem } = partsOf(rule);
  if (problem !== undefined) return problem;
  const wrong: PartName[] = [];
  const read = <Value>(name: PartName, reader: (text: string) => Value | null, absent: Value): Value => {
    const text = parts.get(name);
    const value = text === undefined ? absent : reader(text);
    if (value === null && text !== undefined) wrong.push(name);
    return value ?? absent;
  };
  const recurrence = {
    frequency: read<Frequency | null>("FREQ", (text) => frequencies.find((name) => name === text) ?? null, null),
    interval: read("INTERVAL", (text) => wholeNumber(text, 999), 1),
    count: read<number | null>("COUNT", (text) => wholeNumber(text, mostOccurrences), null),
    until: read<Temporal.PlainDateTime | null>("UNTIL", (text) => untilOf(text, timeZone), null),
    months: read("BYMONTH", (text) => numbersOf(text, (month) => month >= 1 && month <= 12), none),
    monthDays: read("BYMONTHDAY", (text) => numbersOf(text, (day) => day !== 0 && Math.abs(day) <= 31), none),
    weekdays: read("BYDAY", weekdaysOf, []),
  };
  const { frequency } = recurrence;
  if (wrong[0] !== undefined) return { problem: "value", part: wrong[0] };
  if (frequency === null) return { problem: "missing", part: "FREQ" };
  return contradictionIn({ ...recurrence, frequency }) ?? { ...recurrence, frequency };
}

const none: ReadonlySet<number> = new Set();

function partsOf(rule: string): { readonly parts: ReadonlyMap<PartName, string>; readonly problem?: RecurrenceProblem } {
  const parts = new Map<PartName, string>();
  for (const text of rule.toUpperCase().split(";")) {
    const [name = "", value = "", ...more] = text.split("=");
    const known = partNames.find((candidate) => candidate === name);
    if (known === undefined || parts.has(known) || more.length > 0) return { parts, problem: { problem: "part", part: text } };
    parts.set(known, value);
  }
  return { parts };
}

function contradictionIn({ frequency, count, until, months, monthDays, weekdays }: Recurrence): RecurrenceProblem | null {
  if (count !== null && until !== null) return { problem: "together", part: "COUNT, UNTIL" };
  if (frequency === "WEEKLY" && monthDays.size > 0) return { problem: "together", part: "WEEKLY, BYMONTHDAY" };
  const isWithinMonth = frequency === "MONTHLY" || (frequency === "YEARLY" && months.size > 0);
  if (!isWithinMonth && weekdays.some(({ nth }) => nth !== 0)) return { problem: "together", part: `${frequency}, BYDAY` };
  return null;
}

function wholeNumber(text: string, most: number): number | null {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= most ? number : null;
}

function numbersOf(text: string, isRight: (number: number) => boolean): ReadonlySet<number> | null {
  const words = text.split(",");
  const areRight = words.every((word) => /^[+-]?\d{1,2}$/.test(word) && isRight(Number(word)));
  return areRight ? new Set(words.map(Number)) : null;
}

function weekdaysOf(text: string): Weekday[] | null {
  const days: Weekday[] = [];
  for (const word of text.split(",")) {
    const [, nth = "", name = ""] = /^([+-]?[1-5])?([A-Z]{2})$/.exec(word) ?? [];
    const day = weekdayNames.indexOf(name) + 1;
    if (day === 0) return null;
    days.push({ day, nth: Number(nth) });
  }
  return days;
}

/** A day, "20271231"; or a time of a calendar program, in UTC or local. */
function untilOf(text: string, timeZone: string): Temporal.PlainDateTime | null {
  try {
    if (/^\d{8}$/.test(text)) return Temporal.PlainDate.from(text).toPlainDateTime("23:59:59");
    if (/^\d{8}T\d{6}$/.test(text)) return Temporal.PlainDateTime.from(text);
    return /^\d{8}T\d{6}Z$/.test(text) ? Temporal.Instant.from(text).toZonedDateTimeISO(timeZone).toPlainDateTime() : null;
  } catch {
    return null;
  }
}

/**
 * The days of a recurrence from `from` to `to`, both included, in order. `first` begins it and gives what the rule leaves open: the day
 * of the week or of the month. It is one of them where it fits the rule.
 */
export function daysOf(
  recurrence: Recurrence,
  first: Temporal.PlainDateTime,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Temporal.PlainDate[] {
  const begin = first.toPlainDate();
  const days: Temporal.PlainDate[] = [];
  // Who counts begins with the first; else only the days that were asked for are looked at.
  let day = recurrence.count !== null || Temporal.PlainDate.compare(from, begin) < 0 ? begin : from;
  for (let counted = 0; Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 })) {
    if (recurrence.until !== null && Temporal.PlainDateTime.compare(day.toPlainDateTime(first.toPlainTime()), recurrence.until) > 0) break;
    if (!isOneOf(recurrence, begin, day)) continue;
    counted += 1;
    if (Temporal.PlainDate.compare(day, from) >= 0) days.push(day);
    if (counted === recurrence.count) break;
  }
  return days;
}

function isOneOf(recurrence: Recurrence, first: Temporal.PlainDate, day: Temporal.PlainDate): boolean {
  const { months, monthDays, weekdays, interval } = recurrence;
  if (months.size > 0 && !months.has(day.month)) return false;
  if (monthDays.size > 0 && !monthDays.has(day.day) && !monthDays.has(day.day - day.daysInMonth - 1)) return false;
  if (weekdays.length > 0 && !weekdays.some((weekday) => isWeekday(weekday, day))) return false;
  return isImpliedDay(recurrence, first, day) && stepsFrom(first, day, recurrence.frequency) % interval === 0;
}

function isWeekday({ day, nth }: Weekday, date: Temporal.PlainDate): boolean {
  if (date.dayOfWeek !== day) return false;
  return nth === 0 || nth === Math.ceil(date.day / 7) || nth === -Math.ceil((date.daysInMonth - date.day + 1) / 7);
}

/** What the rule does not say is as it was the first time. */
function isImpliedDay({ frequency, months, monthDays, weekdays }: Recurrence, first: Temporal.PlainDate, day: Temporal.PlainDate): boolean {
  const isDaySaid = weekdays.length > 0 || monthDays.size > 0;
  if (frequency === "WEEKLY") return weekdays.length > 0 || day.dayOfWeek === first.dayOfWeek;
  if (frequency === "MONTHLY") return isDaySaid || day.day === first.day;
  if (frequency === "YEARLY") return isDaySaid || (day.day === first.day && (months.size > 0 || day.month === first.month));
  return true;
}

/** How many days, weeks that begin on Monday, months or years lie between. */
function stepsFrom(first: Temporal.PlainDate, day: Temporal.PlainDate, frequency: Frequency): number {
  if (frequency === "DAILY") return first.until(day, { largestUnit: "days" }).days;
  if (frequency === "WEEKLY") return mondayOf(first).until(mondayOf(day), { largestUnit: "days" }).days / 7;
  return frequency === "YEARLY" ? day.year - first.year : (day.year - first.year) * 12 + day.month - first.month;
}

const mondayOf = (day: Temporal.PlainDate): Temporal.PlainDate => day.subtract({ days: day.dayOfWeek - 1 });
