import fc from "fast-check";
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { daysOf, parseRecurrence } from "../../../collector/sla/recurrence.ts";

const paris = "Europe/Paris";
const date = (text: string) => Temporal.PlainDate.from(text);

function days(rule: string, first: string, from: string, to: string): string[] {
  const recurrence = parseRecurrence(rule, paris);
  if ("problem" in recurrence) throw new Error(`${recurrence.problem}: ${recurrence.part}`);
  return daysOf(recurrence, Temporal.PlainDateTime.from(first), date(from), date(to)).map(String);
}

describe("a rule for days that come again", () => {
  it.each([
    ["FREQ=MONTHLY;BYDAY=1TU", ["2026-01-06", "2026-02-03", "2026-03-03"]],
    ["FREQ=MONTHLY;BYDAY=-1SU", ["2026-01-25", "2026-02-22", "2026-03-29"]],
    ["FREQ=MONTHLY;BYMONTHDAY=-1", ["2026-01-31", "2026-02-28", "2026-03-31"]],
    [
      "FREQ=WEEKLY;INTERVAL=4;BYDAY=MO,TU",
      ["2026-01-06", "2026-02-02", "2026-02-03", "2026-03-02", "2026-03-03", "2026-03-30", "2026-03-31"],
    ],
    ["freq=monthly;bymonthday=31", ["2026-01-31", "2026-03-31"]],
    ["FREQ=YEARLY;BYMONTH=3;BYDAY=2TH", ["2026-03-12"]],
    ["FREQ=MONTHLY;COUNT=2", ["2026-01-06", "2026-02-06"]],
    ["FREQ=WEEKLY;INTERVAL=2;UNTIL=20260120", ["2026-01-06", "2026-01-20"]],
    // 17:59 in Paris, a minute before the hour of the work: that day is none any more.
    ["FREQ=WEEKLY;INTERVAL=2;UNTIL=20260120T165900Z", ["2026-01-06"]],
  ])("gives the days of %s", (rule, expected) => {
    expect(days(rule, "2026-01-06T18:00", "2026-01-01", "2026-03-31")).toEqual(expected);
  });

  it("leaves out a day that does not exist, as a calendar does", () => {
    expect(days("FREQ=YEARLY", "2024-02-29T08:00", "2024-01-01", "2032-12-31")).toEqual(["2024-02-29", "2028-02-29", "2032-02-29"]);
  });

  it.each([
    ["FREQ=HOURLY", "value", "FREQ"],
    ["BYDAY=MO", "missing", "FREQ"],
    ["FREQ=DAILY;BYHOUR=3", "part", "BYHOUR=3"],
    ["FREQ=DAILY;COUNT=-1", "value", "COUNT"],
    ["FREQ=DAILY;INTERVAL=0", "value", "INTERVAL"],
    ["FREQ=MONTHLY;BYMONTHDAY=32", "value", "BYMONTHDAY"],
    ["FREQ=MONTHLY;BYDAY=6MO", "value", "BYDAY"],
    ["FREQ=WEEKLY;BYDAY=1MO", "together", "WEEKLY, BYDAY"],
    ["FREQ=DAILY;COUNT=3;UNTIL=20270101", "together", "COUNT, UNTIL"],
    ["FREQ=DAILY;UNTIL=20270231", "value", "UNTIL"],
    ["FREQ=DAILY;FREQ=DAILY", "part", "FREQ=DAILY"],
    ["", "part", ""],
  ])("refuses %s and names the place: nothing is passed over", (rule, problem, part) => {
    expect(parseRecurrence(rule, paris)).toEqual({ problem, part });
  });

  it("agrees with a library that reads the whole standard, over twenty years", () => {
    fc.assert(
      fc.property(anyRule, anyFirst, fc.integer({ min: 0, max: 6_500 }), (rule, begin, offset) => {
        const from = begin.add({ days: offset });
        const to = from.add({ days: 400 });

        expect(days(rule, `${begin.toString()}T18:00`, from.toString(), to.toString())).toEqual(libraryDays(rule, begin, from, to));
      }),
      { numRuns: 60 },
    );
  });
});

const weekday = fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU");
const nthWeekday = fc.tuple(fc.constantFrom("", "1", "2", "4", "5", "-1", "-2"), weekday).map(([nth, day]) => nth + day);
const listOf = (value: fc.Arbitrary<string | number>) =>
  fc.uniqueArray(value, { minLength: 1, maxLength: 3 }).map((list) => list.join(","));
const months = listOf(fc.integer({ min: 1, max: 12 })).map((list) => `;BYMONTH=${list}`);
const monthDays = listOf(fc.constantFrom(1, 2, 13, 29, 30, 31, -1, -2)).map((list) => `;BYMONTHDAY=${list}`);
const plainDays = listOf(weekday).map((list) => `;BYDAY=${list}`);
const nthDays = listOf(nthWeekday).map((list) => `;BYDAY=${list}`);
const maybe = (part: fc.Arbitrary<string>) => fc.oneof(fc.constant(""), part);
const end = fc.oneof(
  fc.constant(""),
  fc.integer({ min: 1, max: 60 }).map((count) => `;COUNT=${count}`),
  fc.integer({ min: 2000, max: 2020 }).map((year) => `;UNTIL=${year}0615`),
);
const join = (...parts: readonly fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.join(""));
const interval = fc.integer({ min: 1, max: 5 }).map((steps) => `;INTERVAL=${steps}`);
const anyRule = fc.oneof(
  join(fc.constant("FREQ=DAILY"), interval, maybe(months), maybe(monthDays), maybe(plainDays), end),
  join(fc.constant("FREQ=WEEKLY"), interval, maybe(months), maybe(plainDays), end),
  join(fc.constant("FREQ=MONTHLY"), interval, maybe(months), fc.oneof(fc.constant(""), monthDays, nthDays), end),
  join(fc.constant("FREQ=YEARLY"), interval, months, fc.oneof(fc.constant(""), monthDays, nthDays), end),
);
const anyFirst = fc.integer({ min: 0, max: 1_500 }).map((offset) => date("2000-01-01").add({ days: offset }));

/** In UTC: what a clock change does to a time is not its business here. */
function libraryDays(rule: string, begin: Temporal.PlainDate, from: Temporal.PlainDate, to: Temporal.PlainDate): string[] {
  const start = begin.toString().replaceAll("-", "");
  const rruleString = `DTSTART:${start}T180000Z\nRRULE:${rule.replace(/UNTIL=(\d{8})/, "UNTIL=$1T235959Z")}`;
  const library = new RRuleTemporal({ rruleString, tzid: "UTC", maxIterations: 1_000_000, maxCandidateEvaluations: 10_000_000 });
  const found = library.between(new Date(`${from.toString()}T00:00Z`), new Date(`${to.toString()}T23:59Z`), true);
  return found.map((time) => time.toString().slice(0, 10));
}
