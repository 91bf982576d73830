import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseOpeningHours } from "../../../collector/directory/opening-hours.ts";
import type { DatedHours, SiteCalendar } from "../../../collector/sla/dated-hours.ts";
import { publicHolidaysOf } from "../../../collector/sla/holidays.ts";
import { openTimeOf } from "../../../collector/sla/open-time.ts";
import { type OpeningHours, openSpans } from "../../../collector/sla/opening-hours.ts";
import { always, serviceTime } from "../../../collector/sla/service-time.ts";
import { type Span, secondsOf, union } from "../../../collector/sla/spans.ts";
import { holidays, type NaiveRule, openMinutes, wallAround } from "./naive-calendar.ts";

const timeZone = "Europe/Paris";
const minutesPerDay = 1_440;

interface Told {
  readonly text: string;
  readonly rules: readonly NaiveRule[];
}

const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const written = (spans: NaiveRule["spans"]): string =>
  spans.length === 0
    ? "off"
    : spans.map(([from, to]) => `${clock(from)}-${clock(to === minutesPerDay ? to : to % minutesPerDay)}`).join(",");

/** Windows that meet the hour that is missing or doubled, go over midnight, or last a whole day. */
const spans = fc.constantFrom<NaiveRule["spans"]>(
  [],
  [[540, 720]],
  [
    [540, 750],
    [810, 1_080],
  ],
  [[150, 300]],
  [[60, 150]],
  [[120, 180]],
  [[1_320, 1_590]],
  [[0, 1_440]],
);
const dates = fc.constantFrom<readonly [string, NaiveRule["dates"]]>(
  ["", null],
  ["", null],
  ["Mar ", ["03-01", "03-31"]],
  ["Jul-Aug ", ["07-01", "08-31"]],
  ["Mar 25-31 ", ["03-25", "03-31"]],
  ["Oct 20-Nov 02 ", ["10-20", "11-02"]],
  ["Dec 24-Jan 02: ", ["12-24", "01-02"]],
  ["May 08 ", ["05-08", "05-08"]],
);
const weekdays = fc.constantFrom<readonly [string, readonly number[] | null, boolean]>(
  ["", null, false],
  ["Mo-Fr ", [0, 1, 2, 3, 4], false],
  ["Sa-Mo ", [5, 6, 0], false],
  ["Su ", [6], false],
  ["Su,PH ", [6], true],
  ["PH ", null, true],
);
const rule = fc.tuple(dates, weekdays, spans).map(([[dateText, ofYear], [dayText, named, isForHolidays], open]) => ({
  text: `${dateText}${dayText}${written(open)}`,
  rule: { dates: ofYear, weekdays: named, isForHolidays, spans: open },
}));
/** Begins with a rule that opens, for hours that never do are refused. */
const hours: fc.Arbitrary<Told> = fc.array(rule, { minLength: 1, maxLength: 4 }).map((list) => ({
  text: list.map(({ text }) => text).join("; "),
  rules: list.map((each) => each.rule),
}));

/** Each change of the clock from 2000 to 2040, or any other day; minutes since 1970. */
const changes = Array.from({ length: 82 }, (_, index) => {
  const end = new Date(Date.UTC(2000 + Math.floor(index / 2), index % 2 === 0 ? 2 : 9, 31));
  return end.getTime() / 60_000 - end.getUTCDay() * minutesPerDay;
});
const anyMinute = fc.integer({ min: Date.UTC(2000, 0, 3) / 60_000, max: Date.UTC(2040, 11, 27) / 60_000 });
const around = fc.oneof(fc.constantFrom(...changes), anyMinute).chain((at) => fc.integer({ min: at - 2_000, max: at + 1_000 }));

const read = (text: string): OpeningHours | null => {
  const result = parseOpeningHours(text);
  return "hours" in result ? result.hours : null;
};

const minutesOf = (list: readonly Span[]): Set<number> =>
  new Set(list.flatMap(({ from, to }) => Array.from({ length: (to - from) / 60 }, (_, index) => from / 60 + index)));

describe("the time a site is open", () => {
  it("has the public holidays of printed calendars, from 2000 to 2040", () => {
    for (let year = 2000; year <= 2040; year += 1) {
      expect([...publicHolidaysOf(year)].toSorted()).toEqual([...holidays].filter((day) => day.startsWith(String(year))).toSorted());
    }
  });

  it("is what the clock on the wall says, minute by minute, also on days of 23 and of 25 hours", () => {
    fc.assert(
      fc.property(hours, around, fc.integer({ min: 1, max: 3_000 }), ({ text, rules }, from, length) => {
        const parsed = read(text);
        fc.pre(parsed !== null);
        const found = minutesOf(openSpans(parsed, timeZone, { from: from * 60, to: (from + length) * 60 }));
        const naive = openMinutes(wallAround(from, from + length), () => rules);
        for (let minute = from; minute < from + length; minute += 1) {
          if (found.has(minute) !== naive.has(minute)) expect.fail(`${text}, ${new Date(minute * 60_000).toISOString()}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("follows hours that change on a day, without closures; in service and not in maintenance it is expected", () => {
    const stretch = fc.tuple(fc.integer({ min: -500, max: 3_500 }), fc.integer({ min: 1, max: 1_500 }));
    fc.assert(
      fc.property(
        fc.array(hours, { minLength: 1, maxLength: 3 }),
        around,
        fc.record({ closures: fc.array(stretch, { maxLength: 3 }), inService: stretch, maintenance: stretch }),
        (told, from, { closures, inService, maintenance }) => {
          const wall = wallAround(from, from + 3_000);
          const midnights = [...wall.firstAt].filter(([text]) => text.endsWith("00:00")).map(([, minute]) => minute);
          const parsed = told.map(({ text }) => read(text));
          const starts = told.map((_, index) => midnights[index + 2] ?? 0);
          const dated = parsed.flatMap((one, index): DatedHours[] =>
            one === null ? [] : [{ from: (starts[index] ?? 0) * 60, hours: one }],
          );
          const [first, ...others] = dated;
          fc.pre(first !== undefined && dated.length === told.length);
          const spanOf = ([start, length]: [number, number]): Span => ({ from: (from + start) * 60, to: (from + start + length) * 60 });
          const calendar: SiteCalendar = {
            hours: [first, ...others],
            closures: closures.map((one) => ({ ...spanOf(one), reason: "congés" })).toSorted((a, b) => a.from - b.from),
          };
          const period = { from: from * 60, to: (from + 3_000) * 60 };

          const time = serviceTime([spanOf(inService)], openTimeOf(calendar, { period, timeZone }), [spanOf(maintenance)]);

          const inForce = (minute: number): readonly NaiveRule[] =>
            told[
              Math.max(
                0,
                starts.findLastIndex((start) => start <= minute),
              )
            ]?.rules ?? [];
          const open = openMinutes(wall, inForce);
          const isIn = ([start, length]: [number, number], minute: number): boolean =>
            minute >= from + start && minute < from + start + length;
          const expectedMinutes = minutesOf(time.expected);
          const maintained = minutesOf(time.maintenance);
          for (let minute = from; minute < from + 3_000; minute += 1) {
            const isPromised = open.has(minute) && isIn(inService, minute) && !closures.some((one) => isIn(one, minute));
            const isPlanned = isIn(maintenance, minute);
            const is = [expectedMinutes.has(minute), maintained.has(minute)];
            if (is[0] !== (isPromised && !isPlanned) || is[1] !== (isPromised && isPlanned)) {
              expect.fail(`${told.map(({ text }) => text).join(" | ")}, ${new Date(minute * 60_000).toISOString()}`);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("before a change is the same whether the change is written down or not", () => {
    fc.assert(
      fc.property(hours, hours, around, fc.integer({ min: 1, max: 400 }), (before, after, at, length) => {
        const [old, next] = [read(before.text), read(after.text)];
        fc.pre(old !== null && next !== null);
        const period = { from: at * 60 - length * 86_400, to: at * 60 };
        const alone: SiteCalendar = { hours: [{ from: 0, hours: old }], closures: [] };
        const changed: SiteCalendar = { ...alone, hours: [...alone.hours, { from: at * 60, hours: next }] };

        expect(openTimeOf(changed, { period, timeZone })).toEqual(openTimeOf(alone, { period, timeZone }));
      }),
      { numRuns: 50 },
    );
  });

  it("is as long in its parts as in one piece, wherever the period is cut", () => {
    fc.assert(
      fc.property(hours, around, fc.array(fc.integer({ min: 1, max: 2_999 }), { maxLength: 4 }), ({ text }, from, cuts) => {
        const parsed = read(text);
        fc.pre(parsed !== null);
        const calendar: SiteCalendar = { hours: [{ from: 0, hours: parsed }], closures: [] };
        const edges = [0, ...cuts.toSorted((a, b) => a - b), 3_000].map((minute) => (from + minute) * 60);
        const parts = edges.slice(1).map((to, index) => openTimeOf(calendar, { period: { from: edges[index] ?? 0, to }, timeZone }));
        const whole = openTimeOf(calendar, { period: { from: from * 60, to: (from + 3_000) * 60 }, timeZone });

        expect(union(parts.flat())).toEqual(whole);
      }),
      { numRuns: 100 },
    );
  });

  it("of one calendar is worked out once, however many endpoints share it", () => {
    const parsed = read("Mo-Fr 09:00-18:00; PH off");
    if (parsed === null) throw new Error("unreadable");
    const calendar: SiteCalendar = { hours: [{ from: 0, hours: parsed }], closures: [] };
    const timeframe = { period: { from: 1_775_001_600, to: 1_775_606_400 }, timeZone };

    expect(openTimeOf(calendar, { ...timeframe })).toBe(openTimeOf(calendar, { ...timeframe }));
    expect(secondsOf(serviceTime([always], openTimeOf(calendar, timeframe), []).expected)).toBe(4 * 9 * 3_600);
  });
});
