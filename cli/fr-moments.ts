import { Temporal } from "temporal-polyfill";

// Programs run in UTC, so Paris is always said aloud.
const paris = { timeZone: "Europe/Paris" } as const;
const dayAndTime = {
  ...paris,
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
} as const;
const short = new Intl.DateTimeFormat("fr-FR", dayAndTime);
const minute = new Intl.DateTimeFormat("fr-FR", { ...paris, dateStyle: "short", timeStyle: "short" });
const date = new Intl.DateTimeFormat("fr-FR", { ...paris, day: "2-digit", month: "2-digit", year: "numeric" });
const long = new Intl.DateTimeFormat("fr-FR", { ...paris, weekday: "long", day: "numeric", month: "long", year: "numeric" });
const time = new Intl.DateTimeFormat("fr-FR", { ...paris, hour: "2-digit", minute: "2-digit" });

/** « mardi 24 novembre 2026 à 15:10 » */
export const momentFr = (ms: number): string => `${long.format(ms)} à ${time.format(ms)}`;

/** « 24/11/2026 15:10:02 » */
export const dayFr = (ms: number): string => short.format(ms);

/** « 24/11/2026 18:00 », of a second. */
export const minuteFr = (second: number): string => minute.format(second * 1000);

/** « 24/11/2026 » */
export const dateFr = (ms: number): string => date.format(ms);

const steps = [
  { seconds: 86_400, unit: "j" },
  { seconds: 3_600, unit: "h" },
  { seconds: 60, unit: "min" },
] as const;

/** « 3 min », in the largest unit that fits twice or more. */
export function sinceFr(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const step = steps.find((candidate) => seconds >= 2 * candidate.seconds);
  return step === undefined ? `${seconds} s` : `${Math.floor(seconds / step.seconds)} ${step.unit}`;
}

/** "2026-07-01T00:00:00+02:00", on the network's clock, of a second: for programs. */
export function isoLocal(second: number): string {
  return Temporal.Instant.fromEpochMilliseconds(second * 1000)
    .toZonedDateTimeISO(paris.timeZone)
    .toString({ timeZoneName: "never", calendarName: "never", smallestUnit: "second" });
}
