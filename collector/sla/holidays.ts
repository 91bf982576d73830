import { Temporal } from "temporal-polyfill";

/** The public holidays of metropolitan France, article L. 3133-1 of the labour code; Alsace-Moselle's two more are left out. */
const fixedDays = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"] as const;
/** Easter Monday, Ascension, Whit Monday: days after Easter. */
const movingDays = [1, 39, 50] as const;

const known = new Map<number, ReadonlySet<string>>();

/** Dates of one year, "2026-05-14". Ten instead of eleven where two holidays meet, as in 2008. */
export function publicHolidaysOf(year: number): ReadonlySet<string> {
  const found = known.get(year) ?? holidaysOf(year);
  known.set(year, found);
  return found;
}

function holidaysOf(year: number): ReadonlySet<string> {
  const easter = easterOf(year);
  return new Set([...fixedDays.map((day) => `${year}-${day}`), ...movingDays.map((days) => easter.add({ days }).toString())]);
}

/** Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
function easterOf(year: number): Temporal.PlainDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const month = Math.floor((epact + weekday - 7 * shift + 114) / 31);
  const day = ((epact + weekday - 7 * shift + 114) % 31) + 1;
  return new Temporal.PlainDate(year, month, day);
}
