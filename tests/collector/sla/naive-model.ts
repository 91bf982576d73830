import type { Scenario } from "../../../collector/sla/scenario.ts";

/*
 * The same arithmetic as a person with a calendar and much patience would do it: one small step after the other, asking of each
 * what the clock on the wall says. Shares nothing with the product but the form of a scenario.
 */

export const stepSeconds = 600;

export interface NaiveSeconds {
  expected: number;
  maintenance: number;
  up: number;
  degraded: number;
  down: number;
  site: number;
  unknown: number;
}

export interface NaiveHours {
  /** Minutes after midnight, per day of the week, Monday first. All within one day. */
  readonly week: readonly (readonly (readonly [from: number, to: number])[])[];
  readonly isClosedOnHolidays: boolean;
}

const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris", dateStyle: "short", timeStyle: "short" });

export function naiveSeconds(scenario: Scenario, from: number, to: number, hours: NaiveHours): NaiveSeconds {
  const seconds: NaiveSeconds = { expected: 0, maintenance: 0, up: 0, degraded: 0, down: 0, site: 0, unknown: 0 };
  for (let at = from; at < to; at += stepSeconds) {
    const wall = clock.format(at * 1000);
    if (!isWithin(scenario.inService ?? [["0000", "9999"]], at) || !isOpen(wall, hours)) continue;
    if ((scenario.maintenance ?? []).some((window) => isPlanned(window, scenario.noticeSeconds ?? 0, at))) {
      seconds.maintenance += stepSeconds;
      continue;
    }
    seconds.expected += stepSeconds;
    seconds[stateAt(scenario, at)] += stepSeconds;
  }
  return seconds;
}

function stateAt({ states = {} }: Scenario, at: number): "down" | "site" | "degraded" | "unknown" | "up" {
  if (isWithin(states.down ?? [], at)) return "down";
  if (isWithin(states.site ?? [], at)) return "site";
  if (isWithin(states.degraded ?? [], at)) return "degraded";
  return isWithin(states.unknown ?? [], at) ? "unknown" : "up";
}

/** Stretches are written in UTC here, so that only opening hours need the clock on the wall. */
function isWithin(stretches: readonly (readonly [string, string])[], at: number): boolean {
  return stretches.some(([from, to]) => from === "0000" || (Date.parse(from) <= at * 1000 && at * 1000 < Date.parse(to)));
}

function isPlanned({ from, to, declaredAt }: { from: string; to: string; declaredAt: string }, noticeSeconds: number, at: number): boolean {
  return Date.parse(from) <= at * 1000 && at * 1000 < Date.parse(to) && Date.parse(declaredAt) + noticeSeconds * 1000 <= at * 1000;
}

function isOpen(wall: string, { week, isClosedOnHolidays }: NaiveHours): boolean {
  const [date = "", time = ""] = wall.split(" ");
  if (isClosedOnHolidays && holidays.has(date)) return false;
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const day = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  return (week[day] ?? []).some(([from, to]) => from <= minute && minute < to);
}

/** As printed in calendars. */
const holidays = new Set(
  `2025-01-01 2025-04-21 2025-05-01 2025-05-08 2025-05-29 2025-06-09 2025-07-14 2025-08-15 2025-11-01 2025-11-11 2025-12-25
   2026-01-01 2026-04-06 2026-05-01 2026-05-08 2026-05-14 2026-05-25 2026-07-14 2026-08-15 2026-11-01 2026-11-11 2026-12-25
   2027-01-01 2027-03-29 2027-05-01 2027-05-06 2027-05-08 2027-05-17 2027-07-14 2027-08-15 2027-11-01 2027-11-11 2027-12-25`.split(/\s+/),
);
