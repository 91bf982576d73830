/*
 * Opening hours as a person with a clock on the wall and a printed calendar would work them out, one minute after the other. Shares
 * nothing with the product: it is told rules as they were meant, not as they are written, and finds an instant by looking at the clock.
 */

export interface NaiveRule {
  /** Month and day, "12-24"; both included, over the new year where the end comes first. */
  readonly dates: readonly [from: string, to: string] | null;
  /** Monday is 0. */
  readonly weekdays: readonly number[] | null;
  readonly isForHolidays: boolean;
  /** Minutes after midnight; the end may be past 1440. */
  readonly spans: readonly (readonly [from: number, to: number])[];
}

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris", dateStyle: "short", timeStyle: "short" });

/** What the clock on the wall shows, minute after minute, and the first minute it showed each. */
export interface Wall {
  readonly shown: readonly string[];
  readonly firstAt: ReadonlyMap<string, number>;
}

/** From two days before to two days after. All in minutes since 1970 UTC. */
export function wallAround(from: number, to: number): Wall {
  const shown = Array.from({ length: to - from + 4 * 1_440 }, (_, index) => clock.format((from - 2 * 1_440 + index) * minuteMs));
  const firstAt = new Map<string, number>();
  for (const [index, text] of shown.entries()) if (!firstAt.has(text)) firstAt.set(text, from - 2 * 1_440 + index);
  return { shown, firstAt };
}

/** The minutes at which a place is open. `rulesOn` gives what was in force at the beginning of a window. */
export function openMinutes(wall: Wall, rulesAt: (minute: number) => readonly NaiveRule[]): ReadonlySet<number> {
  const open = new Set<number>();
  const days = new Set(wall.shown.map((text) => text.slice(0, 10)));
  const sets = new Set([...wall.firstAt.values()].map((minute) => rulesAt(minute)));
  for (const day of days) {
    for (const rules of sets) {
      for (const [from, to] of spansOn(day, rules)) {
        const begin = minuteOf(wall, day, from);
        const end = minuteOf(wall, day, to);
        if (begin === null || end === null || rulesAt(begin) !== rules) continue;
        for (let minute = begin; minute < end; minute += 1) open.add(minute);
      }
    }
  }
  return open;
}

function spansOn(day: string, rules: readonly NaiveRule[]): NaiveRule["spans"] {
  const [date, weekday] = [day.slice(5), (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7];
  const ofDate = rules.filter(({ dates }) => dates === null || isBetween(date, dates));
  const isHoliday = holidays.has(day) && ofDate.some((rule) => rule.isForHolidays);
  let spans: NaiveRule["spans"] = [];
  for (const rule of ofDate) {
    const isNamed = rule.weekdays === null ? !rule.isForHolidays : rule.weekdays.includes(weekday);
    const isByDateAlone = rule.dates !== null && rule.weekdays === null;
    if (isHoliday ? rule.isForHolidays || isByDateAlone : isNamed) ({ spans } = rule);
  }
  return spans;
}

function isBetween(date: string, [from, to]: readonly [string, string]): boolean {
  return from <= to ? from <= date && date <= to : from <= date || date <= to;
}

/** The first minute the clock showed that time; where it never did, as long after midnight as if it had not been put forward. */
function minuteOf({ firstAt }: Wall, day: string, minutes: number): number | null {
  const date = new Date(Date.parse(`${day}T00:00:00Z`) + Math.floor(minutes / 1_440) * dayMs).toISOString().slice(0, 10);
  const ofDay = minutes % 1_440;
  const text = `${date} ${String(Math.floor(ofDay / 60)).padStart(2, "0")}:${String(ofDay % 60).padStart(2, "0")}`;
  const midnight = firstAt.get(`${date} 00:00`);
  return firstAt.get(text) ?? (midnight === undefined ? null : midnight + ofDay);
}

/** As printed in calendars: Easter Sunday of each year from 2000. */
const easters = `04-23 04-15 03-31 04-20 04-11 03-27 04-16 04-08 03-23 04-12 04-04 04-24 04-08 03-31 04-20 04-05 03-27 04-16 04-01 04-21
  04-12 04-04 04-17 04-09 03-31 04-20 04-05 03-28 04-16 04-01 04-21 04-13 03-28 04-17 04-09 03-25 04-13 04-05 04-25 04-10 04-01`.split(
  /\s+/,
);
const fixed = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"];

export const holidays: ReadonlySet<string> = new Set(
  easters.flatMap((easter, index) => {
    const year = 2000 + index;
    const after = (days: number): string => new Date(Date.parse(`${year}-${easter}`) + days * dayMs).toISOString().slice(0, 10);
    return [...fixed.map((date) => `${year}-${date}`), after(1), after(39), after(50)];
  }),
);
