import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  age,
  availabilityFigure,
  bounds,
  dateTime,
  dateTimeRange,
  duration,
  lasting,
  number,
  openingHours,
  percentage,
  plural,
  preciseDateTime,
  reservation,
  signedOffset,
  since,
} from "../../../collector/web/french-format.ts";
import { typographic } from "../../../collector/web/typography.ts";
import { fixedNow } from "./fleet-fixture.ts";

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("two instants", () => {
  const at = (day: number, hour: number, minute: number) => Date.UTC(2026, 10, day, hour, minute);
  const plainly = (fromMs: number, toMs: number) => dateTimeRange(fromMs, toMs).replaceAll("\u00a0", " ");

  it("of one day name it once, and of one minute are one", () => {
    expect(plainly(at(23, 13, 4), at(23, 13, 6))).toBe("23/11/2026 14:04 – 14:06");
    expect(plainly(at(23, 22, 50), at(23, 23, 10))).toBe("23/11/2026 23:50 – 24/11/2026 00:10");
    expect(plainly(at(23, 13, 4), at(23, 13, 4) + 20_000)).toBe("23/11/2026 14:04");
  });
});

describe("the hour that comes twice", () => {
  const at = (hour: number, minute: number) => Date.UTC(2026, 9, 25, hour, minute);

  it("says of which time it is, and so do the two ends of what lasted from one to the other", () => {
    expect(plain(dateTime(at(0, 25)))).toBe("25/10/2026 02:25 (heure d’été)");
    expect(plain(dateTime(at(1, 25)))).toBe("25/10/2026 02:25 (heure d’hiver)");
    expect(plain(dateTimeRange(at(0, 25), at(1, 15)))).toBe("25/10/2026 02:25 (heure d’été) – 02:15 (heure d’hiver)");
    expect(plain(dateTimeRange(at(0, 25), at(1, 25)))).toBe("25/10/2026 02:25 (heure d’été) – 02:25 (heure d’hiver)");
    expect(plain(preciseDateTime(at(1, 59)))).toBe("25/10/2026 02:59:00 (heure d’hiver)");
  });

  it("is one hour in the year", () => {
    const year = Array.from({ length: 365 * 24 }, (_, hour) => Date.UTC(2026, 0, 1, hour, 30));
    const told = year.filter((ms) => dateTime(ms).includes("("));

    expect(told).toEqual([at(0, 30), at(1, 30)]);
    expect(new Set(year.map(dateTime)).size).toBe(year.length);
  });
});

describe("dates and ages", () => {
  it("says the hour of Paris, in winter and in summer, whatever the clock of the machine", () => {
    expect(plain(dateTime(Date.UTC(2026, 10, 23, 13, 5)))).toBe("23/11/2026 14:05");
    expect(plain(dateTime(Date.UTC(2026, 6, 14, 13, 5)))).toBe("14/07/2026 15:05");
    expect(plain(dateTime(Date.UTC(2026, 11, 31, 23, 30)))).toBe("01/01/2027 00:30");
  });

  it.each([
    [0, "à l’instant"],
    [59, "à l’instant"],
    [60, "il y a 1 min"],
    [3_599, "il y a 59 min"],
    [3_600, "il y a 1 h"],
    [11_520, "il y a 3 h 12"],
    [187_200, "il y a 2 j 4 h"],
    [86_400 * 45 + 7_200, "il y a 45 j"],
    [-30, "à l’instant"],
  ])("says an age of %i s as « %s »", (seconds, words) => {
    expect(plain(age(fixedNow - seconds * 1000, fixedNow))).toBe(words);
  });

  it("does not hide that an instant is yet to come", () => {
    expect(plain(age(fixedNow + 3_600_000, fixedNow))).toBe("horloge en avance : daté du 23/11/2026 15:05");
  });

  it("says since when, and says when nothing was ever observed", () => {
    expect(plain(since(fixedNow - 11_520_000, fixedNow))).toBe("depuis 3 h 12");
    expect(plain(since(fixedNow - 20_000, fixedNow))).toBe("depuis moins d’une minute");
    expect(plain(since(fixedNow - 45 * 86_400_000, fixedNow))).toBe("depuis 45 j");
    expect(since(null, fixedNow)).toBe("jamais observé");
    expect(age(null, fixedNow)).toBe("jamais");
    expect(plain(lasting(fixedNow - 11_520_000, fixedNow))).toBe("3 h 12");
    expect(plain(lasting(fixedNow - 31.2 * 86_400_000, fixedNow))).toBe("31 j");
  });

  test.prop([fc.integer({ min: 0, max: 1e9 })])("never shows a duration longer than it is", (seconds) => {
    const [, days = "0"] = /([\d\s]+) j/.exec(plain(duration(seconds))) ?? [];
    const [, hours = "0", minutesAfterHours = "0"] = /(\d+) h(?: (\d+))?/.exec(plain(duration(seconds))) ?? [];
    const [, minutes = "0"] = /(\d+) min/.exec(plain(duration(seconds))) ?? [];
    const [, rest = "0"] = /(\d+) s$/.exec(plain(duration(seconds))) ?? [];
    const shown =
      Number(days.replace(/\s/g, "")) * 86_400 + Number(hours) * 3_600 + (Number(minutes) + Number(minutesAfterHours)) * 60 + Number(rest);
    expect(shown).toBeLessThanOrEqual(seconds);
    expect(seconds - shown).toBeLessThan(seconds < 86_400 ? 60 : 3_600);
  });
});

describe("figures", () => {
  it("truncates a percentage, so that a target not reached is never shown as reached", () => {
    expect(percentage(0.998_996)).toBe("99,89\u00a0%");
    expect(percentage(0.9989)).toBe("99,89\u00a0%");
    expect(percentage(0.999_999_9)).toBe("99,99\u00a0%");
    expect(percentage(1)).toBe("100,00\u00a0%");
    expect(percentage(0)).toBe("0,00\u00a0%");
  });

  test.prop([fc.integer({ min: 1, max: 100_000_000 }), fc.double({ min: 0, max: 1, noNaN: true })])(
    "agrees with whole-number arithmetic for any two counts of seconds",
    (whole, share) => {
      const part = Math.floor(whole * share);
      const steps = (BigInt(part) * 10_000n) / BigInt(whole);
      expect(percentage(part / whole)).toBe(`${steps / 100n},${String(steps % 100n).padStart(2, "0")}\u00a0%`);
    },
  );

  it("gives no figure under half of the time observed, and a reservation under 95 %", () => {
    const observed = (coverage: number | null) => ({ ratio: 0.99, coverage, lowBound: 0.5, highBound: 0.995 });
    expect(availabilityFigure(observed(0.49))).toBe("n.d.");
    expect(availabilityFigure(observed(null))).toBe("fermé");
    expect(availabilityFigure({ ...observed(1), ratio: null })).toBe("n.d.");
    expect(reservation(observed(0.49))).toBeNull();
    expect(availabilityFigure(observed(0.5))).toBe("99,00\u00a0%");
    expect(reservation(observed(0.949))).toBe("sous réserve");
    expect(reservation(observed(0.95))).toBeNull();
    expect(plain(bounds(observed(0.9)) ?? "")).toBe("entre 50,00 % et 99,50 %");
    expect(bounds(observed(1))).toBeNull();
  });

  it("counts as French does: zero and one are singular, thousands stand apart", () => {
    expect(plain(plural(0, "site", "sites"))).toBe("0 site");
    expect(plain(plural(1, "site", "sites"))).toBe("1 site");
    expect(plain(plural(2, "site", "sites"))).toBe("2 sites");
    expect(number(12_345)).toBe("12\u202f345");
  });

  it("says whose clock is ahead", () => {
    expect(plain(signedOffset(-34))).toBe("−34 ms");
    expect(plain(signedOffset(2_300))).toBe("+2,3 s");
    expect(plain(signedOffset(-7_200_000))).toBe("−2 h");
  });
});

describe("words", () => {
  it("sets the spaces French typography asks for", () => {
    expect(typographic("aucun relevé reçu : on ne sait pas ; 95 % ? l'agent")).toBe(
      "aucun relevé reçu\u00a0: on ne sait pas\u202f; 95\u00a0%\u202f? l’agent",
    );
    expect(typographic("« n.d. »")).toBe("«\u00a0n.d.\u00a0»");
  });

  it("says opening hours with French days, and leaves alone what it does not know", () => {
    expect(plain(openingHours("Mo-Fr 08:30-12:00,13:30-17:00; PH off"))).toBe(
      "lun.–ven. 8 h 30–12 h, 13 h 30–17 h ; fermé les jours fériés",
    );
    expect(plain(openingHours("Mo-Sa 09:00-18:00; Su,PH off; SH off"))).toBe(
      "lun.–sam. 9 h–18 h ; fermé dim. et les jours fériés ; fermé pendant les vacances scolaires",
    );
    expect(plain(openingHours("Mo-Fr 09:00-18:00; PH 10:00-12:00"))).toBe("lun.–ven. 9 h–18 h ; jours fériés 10 h–12 h");
    expect(plain(openingHours("Tu-Sa 10:00-19:00; Jul-Aug Tu-Sa 10:00-13:00; Dec 24-Jan 02 off; May 01,May 08 off"))).toBe(
      "mar.–sam. 10 h–19 h ; de juillet à août : mar.–sam. 10 h–13 h ; du 24 décembre au 2 janvier : fermé ; le 1er mai, le 8 mai : fermé",
    );
    expect(plain(openingHours("09:00-18:00; Aug 03-15 off; Oct off; Apr-Jun 08:00-18:00"))).toBe(
      "9 h–18 h ; du 3 au 15 août : fermé ; en octobre : fermé ; d’avril à juin : 8 h–18 h",
    );
    expect(plain(openingHours("Mo-Fr 09:00-18:00; off"))).toBe("lun.–ven. 9 h–18 h ; fermé");
    expect(plain(openingHours("24/7"))).toBe("24 h/24, 7 j/7");
    expect(openingHours("sur rendez")).toBe("sur rendez");
    expect(openingHours("")).toBe("");
  });
});
