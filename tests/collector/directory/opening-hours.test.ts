import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseOpeningHours } from "../../../collector/directory/opening-hours.ts";
import { type OpeningHours, openSpans, roundTheClock, type TimeSpan } from "../../../collector/sla/opening-hours.ts";

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
/** When it is open on a day, a window that began on it told whole; a day without a window is "". */
const on = (text: string, date: string): string => {
  const from = Date.parse(date) / 1000;
  const windows = openSpans(hoursOf(text), "UTC", { from: from - 86_400, to: from + 2 * 86_400 });
  const minutes = (at: number): number => (at - from) / 60;
  return spoken(
    windows.map((span) => ({ from: minutes(span.from), to: minutes(span.to) })).filter((span) => span.from >= 0 && span.from < 1_440),
  );
};
/** An ordinary week as text, days without opening left out. */
const week = (text: string): string =>
  dayWords
    .map((word, index) => [word, on(text, `2026-06-${15 + index}`)])
    .flatMap(([word, spans]) => (spans === "" ? [] : `${word} ${spans}`))
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
    const quarter = { from: 1_767_222_000, to: 1_774_994_400 };

    expect(hoursOf("24/7")).toBe(roundTheClock);
    expect(openSpans(hoursOf(" 24/7 "), "Europe/Paris", quarter)).toEqual([quarter]);
  });

  it("past midnight end on the next day", () => {
    expect(on("Fr 22:00-02:00", "2026-06-19")).toBe("22:00-26:00");
  });

  // 14 July 2026 is a Tuesday, 15 August a Saturday, 25 December a Friday.
  it.each([
    ["Mo-Fr 09:00-18:00", "2026-07-14", "09:00-18:00"],
    ["Mo-Fr 09:00-18:00; PH off", "2026-07-14", ""],
    ["PH off; Mo-Fr 09:00-18:00", "2026-07-14", ""],
    ["PH off; 08:00-20:00", "2026-07-14", ""],
    ["Mo-Fr,PH 09:00-18:00", "2026-08-15", "09:00-18:00"],
    ["Mo-Fr 09:00-18:00; PH 10:00-12:00", "2026-07-14", "10:00-12:00"],
    ["Mo-Fr 09:00-18:00; PH,Sa 10:00-12:00", "2026-07-14", "10:00-12:00"],
    ["Mo-Fr 09:00-18:00; PH 10:00-12:00", "2026-07-13", "09:00-18:00"],
    ["Mo-Fr 09:00-18:00; PH off; Jul-Aug Mo-Fr 09:00-12:00", "2026-07-14", ""],
    ["Mo-Fr 09:00-18:00; PH off; Dec 25 10:00-12:00", "2026-12-25", "10:00-12:00"],
    ["Dec 25 10:00-12:00; Mo-Fr 09:00-18:00; PH off", "2026-12-25", ""],
    ["Mo-Sa 09:00-18:00; Jul-Aug PH off", "2026-08-15", ""],
    ["Mo-Sa 09:00-18:00; Jul-Aug PH off", "2026-12-25", "09:00-18:00"],
  ])("%s, on the public holiday or the day %s, say %j", (text, date, spans) => {
    expect(on(text, date)).toBe(spans);
  });

  it.each([
    ["Mo-Fr 09:00-18:00; Jul-Aug Mo-Fr 09:00-12:00", "2026-06-30", "09:00-18:00"],
    ["Mo-Fr 09:00-18:00; Jul-Aug Mo-Fr 09:00-12:00", "2026-07-01", "09:00-12:00"],
    ["Mo-Fr 09:00-18:00; Jul-Aug Mo-Fr 09:00-12:00", "2026-08-31", "09:00-12:00"],
    ["Mo-Fr 09:00-18:00; Jul-Aug: Mo-Fr 09:00-12:00", "2026-09-01", "09:00-18:00"],
    ["Jul 09:00-12:00", "2026-07-20", "09:00-12:00"],
    ["Jul,Aug Sa 09:00-12:00", "2026-08-08", "09:00-12:00"],
    ["08:00-20:00; Dec 24-31 off", "2026-12-24", ""],
    ["08:00-20:00; Dec 24-31 off", "2026-12-31", ""],
    ["08:00-20:00; Dec 24-31 off", "2026-12-23", "08:00-20:00"],
    ["08:00-20:00; Dec 24-Jan 02 off", "2027-01-02", ""],
    ["08:00-20:00; Dec 24-Jan 02 off", "2027-01-03", "08:00-20:00"],
    ["08:00-20:00; Oct-Mar 09:00-17:00", "2026-02-10", "09:00-17:00"],
    ["08:00-20:00; Oct-Mar 09:00-17:00", "2026-04-10", "08:00-20:00"],
    ["08:00-20:00; Jan 01,May 01 closed", "2026-05-01", ""],
    ["08:00-20:00; Feb 29 off", "2028-02-29", ""],
    ["08:00-20:00; Feb off", "2028-02-29", ""],
  ])("%s, in their part of the year, say of %s %j", (text, date, spans) => {
    expect(on(text, date)).toBe(spans);
  });

  it.each([
    ["", "les horaires d'ouverture ne doivent pas être vides ; par exemple : Mo-Fr 09:00-12:30,13:30-18:00; PH off"],
    ["Mo-Fr 09:00-18:00;", "règle n° 2 : règle vide : un point-virgule de trop"],
    ["24/7; PH off", "règle n° 1 : « 24/7 » s'écrit seul"],
    ["Mo-Fr 09:00-18:00; Dec 25", "règle n° 2 : « Dec 25 » : il manque une plage horaire, par exemple 09:00-18:00, ou « off »"],
    ["Feb 30 off", "« Feb 30 » : ce mois n'a pas ce jour"],
    ["Dec 31-24 off", "« Dec 31-24 » finit avant de commencer ; pour passer d'une année à l'autre : Dec 24-Jan 02"],
    ["Jul-Aug 15 off", "« Jul-Aug 15 » mêle un mois entier et une date ; attendu : Jul-Aug, ou Jul 05-Aug 31"],
    ["25 déc off", "« 25 déc off » : une date s'écrit le mois d'abord, en anglais, puis le jour : Dec 25"],
    [
      "Mo-Fr 09:00-18:00; SH 09:00-12:00",
      "règle n° 2 : « SH 09:00-12:00 » : SH (vacances scolaires) n'est pas admis, leurs dates changent chaque année par arrêté ; les écrire : « closures » pour une fermeture, ou des horaires datés",
    ],
    [
      "week 10 Mo 09:00-18:00",
      "« week 10 Mo 09:00-18:00 » : les numéros de semaine (week) ne sont pas admis ; écrire des mois ou des dates, par exemple Jul 05-Aug 31",
    ],
    [
      "Jul-Aug 09:00-12:00; Mo-Fr 9h-12h",
      "règle n° 2 : « 9h-12h » n'est pas une plage horaire ; attendu : HH:MM-HH:MM, par exemple 09:00-12:30",
    ],
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
    ["Juil-Août 09:00-18:00", "« Jul »"],
    ["March 09:00-18:00", "« Mar »"],
    ["aug 09:00-18:00", "« Aug »"],
  ])("%j get the day that was meant", (text, day) => {
    expect(problemOf(text)).toContain(`vouliez-vous écrire ${day} ?`);
  });

  it.each([
    "SH off",
    "Mo[1] 09:00-18:00",
    "2026 Jul 09:00-18:00",
    "sunrise-sunset",
    "Jul-Aug-Sep 09:00-18:00",
    "easter 09:00-12:00",
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
        expect(hoursOf(text).rules.map((rule) => [rule.weekdays, rule.spans])).toEqual(days.map((day, index) => [[index], day]));
      }),
    );
  });

  it("of any spelling are read or refused with a sentence", () => {
    const soup = fc.array(
      fc.constantFrom("Mo", "Fr", "PH", "Jul", "Dec 25", "-", ",", ";", " ", "09:00", "18:00", "24/7", "off", "x", "12"),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          soup.map((words) => words.join("")),
          fc.string(),
        ),
        (text) => {
          const result = parseOpeningHours(text);
          expect("problem" in result ? result.problem.length : result.hours.rules.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
