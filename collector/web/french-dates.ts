import { number, unambiguous } from "./french-format.ts";
import { noBreakSpace } from "./typography.ts";

const paris = { timeZone: "Europe/Paris" } as const;
const dayAndMonth = new Intl.DateTimeFormat("fr-FR", { ...paris, day: "numeric", month: "long" });
const dayMonthYear = new Intl.DateTimeFormat("fr-FR", { ...paris, day: "numeric", month: "long", year: "numeric" });
const weekday = new Intl.DateTimeFormat("fr-FR", { ...paris, weekday: "long" });
const shortDay = new Intl.DateTimeFormat("fr-FR", { ...paris, day: "numeric", month: "short" });
const clock = new Intl.DateTimeFormat("fr-FR", { ...paris, hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** « 1er octobre », « 31 décembre 2026 » */
export function dayInFull(atMs: number, isYearSaid: boolean): string {
  return (isYearSaid ? dayMonthYear : dayAndMonth).format(atMs).replace(/^1 /, "1er ").replaceAll(" ", noBreakSpace);
}

/** « mardi 14 avril 2026 » */
export function weekdayInFull(atMs: number): string {
  return `${weekday.format(atMs)} ${dayInFull(atMs, true)}`;
}

/** « 5 oct. » */
export function dayShort(atMs: number): string {
  return shortDay.format(atMs).replaceAll(" ", noBreakSpace);
}

/** « 14:05:09 », with the season in the hour that comes twice. */
export function clockTime(atMs: number): string {
  return unambiguous(clock, atMs);
}

const units = [
  { seconds: 3_600, unit: "h" },
  { seconds: 60, unit: "min" },
  { seconds: 1, unit: "s" },
] as const;

/** « 525 h 30 min 10 s »: to the second, for sums that can be checked; what is zero is left out. */
export function exactDuration(seconds: number): string {
  let rest = Math.max(0, Math.floor(seconds));
  const parts = units.flatMap(({ seconds: length, unit }) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count === 0 ? [] : [`${number(count)}${noBreakSpace}${unit}`];
  });
  return parts.length === 0 ? `0${noBreakSpace}s` : parts.join(noBreakSpace);
}
