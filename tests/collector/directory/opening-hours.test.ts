import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseOpeningHours } from "../../../collector/directory/opening-hours.ts";
import type { OpeningHours, TimeSpan } from "../../../collector/sla/opening-hours.ts";

const dayWords = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

function hoursOf(text: string): OpeningHours {
  const result = parseOpeningHours(text);
  if ("problem" in result) throw new Error(result.problem);
  return result.hours;
}

const problemOf = (text: string): string => {
  const result = parseOpeningHours(text);
  return "problem" in result ? result.problem : "";
};

const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const spoken = (spans: readonly TimeSpan[]): string => spans.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(",");
/** The week as text, days without opening left out. */
const week = (text: string): string =>
  hoursOf(text)
    .week.flatMap((spans, day) => (spans.length === 0 ? [] : `${dayWords[day]} ${spoken(spans)}`))
    .join(" ");

describe("opening hours", () => {
  it.each([
    [
      "Mo-Fr 09:00-12:30,13:30-18:00",
      "Mo 09:00-12:30,13:30-18:00 Tu 09:00-12:30,13:30-18:00 We 09:00-12:30,13:30-18:00 Th 09:00-12:30,13:30-18:00 Fr 09:00-12:30,13:30-18:00",
    ],
    ["Mo,We-Th 10:00-11:00; Sa 09:00-12:00", "Mo 10:00-11:00 We 10:00-11:00 Th 10:00-11:00 Sa 09:00-12:00"],
    ["Sa-Mo 10:00-11:00", "Mo 10:00-11:00 Sa 10:00-11:00 Su 10:00-11:00"],
    ["Fr 13:30-18:00, 09:00-12:00", "Fr 09:00-12:00,13:30-18:00"],
    ["Tu 00:00-24:00", "Tu 00:00-24:00"],
    ["08:00-20:00; Su off", "Mo 08:00-20:00 Tu 08:00-20:00 We 08:00-20:00 Th 08:00-20:00 Fr 08:00-20:00 Sa 08:00-20:00"],
    ["Mo-We 09:00-18:00; Tu closed", "Mo 09:00-18:00 We 09:00-18:00"],
    ["Mo-Tu 09:00-18:00; Tu 14:00-16:00", "Mo 09:00-18:00 Tu 14:00-16:00"],
  ])("%s open the site on %s", (text, expected) => {
    expect(week(text)).toBe(expected);
  });

  it("24/7 never close", () => {
    expect(hoursOf("24/7")).toEqual({ week: dayWords.map(() => [{ from: 0, to: 1_440 }]), holidays: null });
  });

  it("past midnight end on the next day", () => {
    expect(hoursOf("Fr 22:00-02:00").week[4]).toEqual([{ from: 1_320, to: 1_560 }]);
  });

  it("say what holds on public holidays, or leave them like other days", () => {
    expect(hoursOf("Mo-Fr 09:00-18:00").holidays).toBeNull();
    expect(hoursOf("Mo-Fr 09:00-18:00; PH off").holidays).toEqual([]);
    expect(hoursOf("Mo-Fr,PH 09:00-18:00").holidays).toEqual([{ from: 540, to: 1_080 }]);
    expect(hoursOf("Mo-Fr 09:00-18:00; PH 10:00-12:00").week[0]).toEqual([{ from: 540, to: 1_080 }]);
  });

  it.each([
    ["", "les horaires d'ouverture ne doivent pas être vides ; par exemple : Mo-Fr 09:00-12:30,13:30-18:00; PH off"],
    ["Mo-Fr 09:00-18:00;", "règle vide : un point-virgule de trop"],
    ["24/7; PH off", "« 24/7 » s'écrit seul"],
    ["Mo-Fr", "« Mo-Fr » : il manque une plage horaire, par exemple 09:00-18:00, ou « off »"],
    ["Mo-Fr 9h-12h", "« 9h-12h » n'est pas une plage horaire ; attendu : HH:MM-HH:MM, par exemple 09:00-12:30"],
    [
      "Mo-Fr 09:00-18:00, Sa 09:00-12:00",
      "« Sa 09:00-12:00 » n'est pas une plage horaire ; attendu : HH:MM-HH:MM, par exemple 09:00-12:30 ; d'autres jours vont après un point-virgule",
    ],
    ["Mo 09:00+", "« 09:00+ » n'est pas une plage horaire ; attendu : HH:MM-HH:MM, par exemple 09:00-12:30"],
    ["Mo 09:00-25:00", "« 09:00-25:00 » : une heure va de 00:00 à 23:59, et 24:00 pour une fin"],
    ["Mo 24:00-02:00", "« 24:00-02:00 » : une heure va de 00:00 à 23:59, et 24:00 pour une fin"],
    ["Mo 09:60-10:00", "« 09:60-10:00 » : une heure va de 00:00 à 23:59, et 24:00 pour une fin"],
    ["Mo 09:00-09:00", "« 09:00-09:00 » : le début et la fin sont les mêmes ; pour toute la journée, écrire 00:00-24:00"],
    ["Mo 09:00-12:00,11:00-13:00", "« 09:00-12:00,11:00-13:00 » : deux plages se chevauchent"],
    ["Mo 22:00-02:00,23:00-24:00", "« 22:00-02:00,23:00-24:00 » : deux plages se chevauchent"],
    ["PH 10:00-12:00", "aucune plage d'ouverture : la disponibilité de ce site ne pourrait jamais être mesurée"],
    ["off", "aucune plage d'ouverture : la disponibilité de ce site ne pourrait jamais être mesurée"],
  ])("%j are refused with the reason", (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  it.each([
    ["Lu-Ve 09:00-18:00", "« Mo »"],
    ["Mo-Ve 09:00-18:00", "« Fr »"],
    ["mo 09:00-18:00", "« Mo »"],
    ["Monday 09:00-18:00", "« Mo »"],
    ["Dimanche 09:00-18:00", "« Su »"],
  ])("%j get the day that was meant", (text, day) => {
    expect(problemOf(text)).toContain(`vouliez-vous écrire ${day} ?`);
  });

  it.each([
    "SH off",
    "Mo[1] 09:00-18:00",
    "week 10 Mo 09:00-18:00",
    "sunrise-sunset",
    "Mo-Tu-We 09:00-10:00",
    "Mo- 09:00-10:00",
    "Mo,,Tu 09:00-10:00",
    "bonjour",
  ])("%j, which OSM or nobody allows, are refused", (text) => {
    expect(problemOf(text)).not.toBe("");
  });

  it("written from any week are read back as that week", () => {
    const minutes = fc.uniqueArray(fc.nat(1_439), { minLength: 2, maxLength: 8 }).map((list) => list.sort((a, b) => a - b));
    const spans = minutes.map((list) =>
      list.flatMap((from, index) => (index % 2 === 0 && list[index + 1] !== undefined ? [{ from, to: list[index + 1] ?? 0 }] : [])),
    );
    const anyWeek = fc.tuple(spans, fc.array(fc.oneof(spans, fc.constant([])), { minLength: 6, maxLength: 6 }));
    fc.assert(
      fc.property(anyWeek, ([monday, others]) => {
        const days = [monday, ...others];
        const text = days.map((day, index) => `${dayWords[index]} ${day.length === 0 ? "off" : spoken(day)}`).join("; ");
        expect(hoursOf(text)).toEqual({ week: days, holidays: null });
      }),
    );
  });

  it("of any spelling are read or refused with a sentence", () => {
    const soup = fc.array(fc.constantFrom("Mo", "Fr", "PH", "-", ",", ";", " ", "09:00", "18:00", "24/7", "off", "x", "12"), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          soup.map((words) => words.join("")),
          fc.string(),
        ),
        (text) => {
          const result = parseOpeningHours(text);
          expect("problem" in result ? result.problem.length : result.hours.week.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
