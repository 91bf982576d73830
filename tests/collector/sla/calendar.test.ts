import { describe, expect, it } from "vitest";
import { parseOpeningHours } from "../../../collector/directory/opening-hours.ts";
import { instantOf, quarterSpan, startOfLocalDay } from "../../../collector/sla/calendar.ts";
import { publicHolidaysOf } from "../../../collector/sla/holidays.ts";
import { openSpans } from "../../../collector/sla/opening-hours.ts";
import { type Span, secondsOf } from "../../../collector/sla/spans.ts";

const paris = "Europe/Paris";
const utc = (second: number | null | undefined): string | null =>
  second === null || second === undefined ? null : new Date(second * 1000).toISOString().slice(0, 16);

describe("a quarter", () => {
  it.each([
    ["2026-T1", "2025-12-31T23:00", "2026-03-31T22:00", 7_772_400],
    ["2026-T2", "2026-03-31T22:00", "2026-06-30T22:00", 7_862_400],
    ["2026-T3", "2026-06-30T22:00", "2026-09-30T22:00", 7_948_800],
    ["2026-T4", "2026-09-30T22:00", "2026-12-31T23:00", 7_952_400],
  ])("%s goes from local midnight to local midnight", (text, from, to, seconds) => {
    const quarter = quarterSpan(text, paris);

    expect([utc(quarter?.from), utc(quarter?.to)]).toEqual([from, to]);
    expect(secondsOf([quarter as Span])).toBe(seconds);
  });

  it("ends where the next begins, from 2000 to 2040", () => {
    const spans = Array.from({ length: 164 }, (_, index) => quarterSpan(`${2000 + Math.floor(index / 4)}-T${(index % 4) + 1}`, paris));

    expect(spans.slice(1).map((span) => span?.from)).toEqual(spans.slice(0, -1).map((span) => span?.to));
  });

  it("is none when it is mistyped", () => {
    for (const text of ["2026-T5", "2026T1", "26-T1", "2026-T0", ""]) expect(quarterSpan(text, paris)).toBeNull();
  });
});

describe("public holidays", () => {
  it.each([
    [2026, ["2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25"]],
    [2030, ["2030-01-01", "2030-04-22", "2030-05-01", "2030-05-08", "2030-05-30", "2030-06-10"]],
  ])("of %s that move are where calendars print them", (year, days) => {
    expect([...publicHolidaysOf(year)].toSorted()).toEqual([
      ...days,
      ...["07-14", "08-15", "11-01", "11-11", "12-25"].map((day) => `${year}-${day}`),
    ]);
  });

  it("are ten in years where Ascension meets another", () => {
    const short = Array.from({ length: 100 }, (_, index) => 1990 + index).filter((year) => publicHolidaysOf(year).size === 10);

    expect(short).toEqual([1997, 2008, 2059, 2070, 2081]);
  });
});

describe("a time on the wall", () => {
  it.each([
    ["2026-03-29T01:59", "2026-03-29T00:59"],
    ["2026-03-29T02:30", "2026-03-29T01:30"],
    ["2026-03-29T03:00", "2026-03-29T01:00"],
    ["2026-10-25T01:59", "2026-10-24T23:59"],
    ["2026-10-25T02:30", "2026-10-25T00:30"],
    ["2026-10-25T03:00", "2026-10-25T02:00"],
    ["2026-10-25T02:30+01:00", "2026-10-25T01:30"],
    ["2026-10-25T02:30:00.900Z", "2026-10-25T02:30"],
  ])("%s is %s in UTC", (text, expected) => {
    expect(utc(instantOf(text, paris))).toBe(expected);
  });

  it("that no calendar has is none", () => {
    for (const text of ["2026-02-30T10:00", "2026-13-01T10:00", "hier", "", "10:00"]) expect(instantOf(text, paris)).toBeNull();
  });

  it("begins each local day, also those of 23 and 25 hours", () => {
    expect(utc(startOfLocalDay(Date.UTC(2026, 2, 29, 20) / 1000, paris))).toBe("2026-03-28T23:00");
    expect(utc(startOfLocalDay(Date.UTC(2026, 9, 25, 20) / 1000, paris))).toBe("2026-10-24T22:00");
  });
});

describe("office hours of a quarter, holidays closed", () => {
  it.each([
    ["2026-T1", 63],
    ["2026-T2", 60],
    ["2026-T3", 65],
    ["2026-T4", 64],
  ])("%s has %i days of eight hours", (text, days) => {
    const read = parseOpeningHours("Mo-Fr 09:00-12:30,13:30-18:00; PH off");
    const quarter = quarterSpan(text, paris);
    if (quarter === null || "problem" in read) throw new Error("unreadable");

    expect(secondsOf(openSpans(read.hours, paris, quarter))).toBe(days * 8 * 3_600);
  });
});
