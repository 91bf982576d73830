import { splitYearParts } from "../directory/year-parts.ts";
import { dayWords, durationWords, ratioWords, seasonWords } from "./fr-format.ts";
import { yearPartsInFrench } from "./fr-hours.ts";
import type { Availability } from "./overview.ts";
import { narrowSpace, noBreakSpace } from "./typography.ts";

const minuteS = 60;
const hourS = 3_600;
const dayS = 86_400;

// The process runs in UTC, so Paris is always said aloud.
const paris = { timeZone: "Europe/Paris" } as const;
const dayFormat = new Intl.DateTimeFormat("fr-FR", { ...paris, day: "2-digit", month: "2-digit", year: "numeric" });
const minuteFormat = new Intl.DateTimeFormat("fr-FR", { ...paris, hour: "2-digit", minute: "2-digit" });
const secondFormat = new Intl.DateTimeFormat("fr-FR", { ...paris, hour: "2-digit", minute: "2-digit", second: "2-digit" });
const numberFormat = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });

const lossFormat = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });

/** « 23/11/2026 14:05 » */
export function dateTime(atMs: number): string {
  return `${dayFormat.format(atMs)}${noBreakSpace}${inSeason(minuteFormat, atMs)}`;
}

/** « 23/11/2026 14:05 – 14:15 », or with both days where there are two; broken, if it must, after the dash. */
export function dateTimeRange(fromMs: number, toMs: number): string {
  const [first, last] = [dateTime(fromMs), dateTime(toMs)];
  if (first === last) return first;
  const isSameDay = dayFormat.format(fromMs) === dayFormat.format(toMs);
  return `${first}${noBreakSpace}– ${isSameDay ? inSeason(minuteFormat, toMs) : last}`;
}

/** « 23/11/2026 14:05:10 », for the instant the data were read. */
export function preciseDateTime(atMs: number): string {
  return `${dayFormat.format(atMs)}${noBreakSpace}${inSeason(secondFormat, atMs)}`;
}

/** « 02:15 (heure d'hiver) » in the hour that the last Sunday of October has twice; « 14:05 » in any other. */
function inSeason(format: Intl.DateTimeFormat, atMs: number): string {
  const at = new Date(atMs);
  const mayBeTwice = at.getUTCMonth() === 9 && at.getUTCDate() > 24 && at.getUTCHours() < 2;
  return mayBeTwice ? unambiguous(format, atMs) : format.format(atMs);
}

/** In a zone that changes its clocks, one hour a year comes twice: it is said which of the two. */
export function unambiguous(format: Intl.DateTimeFormat, atMs: number): string {
  const shown = format.format(atMs);
  if (format.format(atMs + hourS * 1000) === shown) return `${shown}${noBreakSpace}${seasonWords.summer}`;
  return format.format(atMs - hourS * 1000) === shown ? `${shown}${noBreakSpace}${seasonWords.winter}` : shown;
}

/** « 14:05 » */
export function timeOfDay(atMs: number): string {
  return minuteFormat.format(atMs);
}

/** For the datetime attribute of <time>: to the second, in UTC. */
export function machineTime(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}

/** « 1 234,5 », with narrow spaces between thousands. */
export function number(value: number): string {
  return numberFormat.format(value);
}

/** French counts zero and one in the singular. */
export function plural(count: number, one: string, several: string): string {
  return `${number(count)}${noBreakSpace}${Math.abs(count) < 2 ? one : several}`;
}

/** « 42 s », « 12 min », « 3 h 12 », « 2 j 4 h »: the two largest units, truncated. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < minuteS) return `${whole}${noBreakSpace}s`;
  if (whole < hourS) return `${Math.floor(whole / minuteS)}${noBreakSpace}min`;
  if (whole < dayS) return hours(whole);
  const restHours = Math.floor((whole % dayS) / hourS);
  const days = `${number(Math.floor(whole / dayS))}${noBreakSpace}j`;
  return restHours === 0 ? days : `${days}${noBreakSpace}${restHours}${noBreakSpace}h`;
}

function hours(seconds: number): string {
  const minutes = Math.floor((seconds % hourS) / minuteS);
  const whole = `${Math.floor(seconds / hourS)}${noBreakSpace}h`;
  return minutes === 0 ? whole : `${whole}${noBreakSpace}${String(minutes).padStart(2, "0")}`;
}

/** « à l'instant », « il y a 3 h 12 », « il y a 45 j ». An instant yet to come says so: a clock is wrong. */
export function age(atMs: number | null, nowMs: number): string {
  if (atMs === null) return durationWords.never;
  const seconds = (nowMs - atMs) / 1000;
  if (seconds < -minuteS) return `${durationWords.inFuture} ${dateTime(atMs)}`;
  if (seconds < minuteS) return durationWords.justNow;
  return `${durationWords.ago}${noBreakSpace}${glance(seconds)}`;
}

/** « depuis 3 h 12 », « depuis moins d'une minute », « depuis 45 j ». */
export function since(atMs: number | null, nowMs: number): string {
  return atMs === null ? durationWords.neverObserved : `${durationWords.since}${noBreakSpace}${lasting(atMs, nowMs)}`;
}

/** The same under a heading that says « depuis » already. */
export function lasting(atMs: number | null, nowMs: number): string {
  if (atMs === null) return durationWords.neverObserved;
  const seconds = (nowMs - atMs) / 1000;
  return seconds < minuteS ? durationWords.underAMinute : glance(seconds);
}

/** Past a month nobody counts hours. The date, where it matters, stands beside. */
function glance(seconds: number): string {
  return duration(seconds >= 30 * dayS ? seconds - (seconds % dayS) : seconds);
}

/**
 * « 99,89 % »: truncated, so that 99,8996 % is never shown as the 99,90 % it has not reached.
 * The small term undoes the error of floating point; whole seconds of three centuries make no ratio that close to a step.
 */
export function percentage(ratio: number): string {
  const steps = Math.floor((ratio + 1e-14) * 10_000);
  return `${Math.floor(steps / 100)},${String(steps % 100).padStart(2, "0")}${noBreakSpace}%`;
}

/** « 0,42 % » of something measured, rounded: unlike an availability, nothing is promised of it. Less than shown is not nothing. */
export function ratioInPercent(ratio: number): string {
  const percent = ratio * 100;
  if (percent > 0 && percent < 0.01) return `<${noBreakSpace}0,01${noBreakSpace}%`;
  return `${lossFormat.format(percent)}${noBreakSpace}%`;
}

/** Under half of the time observed, a percentage would mislead. Where nothing was expected there is nothing to know. */
export function availabilityFigure({ ratio, coverage }: Availability): string {
  if (coverage === null) return dayWords.closed;
  return ratio === null || coverage < 0.5 ? ratioWords.notAvailable : percentage(ratio);
}

/** « sous réserve », where a figure is shown but too little was observed to stand by it. */
export function reservation({ ratio, coverage }: Availability): string | null {
  if (ratio === null || coverage === null || coverage < 0.5) return null;
  return coverage < 0.95 ? ratioWords.reservation : null;
}

/** « entre 99,06 % et 99,90 % », or null where nothing is uncertain. */
export function bounds({ lowBound, highBound, coverage }: Availability): string | null {
  if (lowBound === null || highBound === null || coverage === 1) return null;
  return `${ratioWords.between} ${percentage(lowBound)} ${ratioWords.and} ${percentage(highBound)}`;
}

/** « +2,3 s », « −450 ms »: the sign is kept, it says whose clock is ahead. */
export function signedOffset(offsetMs: number): string {
  const sign = offsetMs < 0 ? "−" : "+";
  const size = Math.abs(offsetMs);
  if (size < 1_000) return `${sign}${Math.round(size)}${noBreakSpace}ms`;
  return size < 60_000 ? `${sign}${number(size / 1_000)}${noBreakSpace}s` : `${sign}${duration(size / 1_000)}`;
}

/** Opening hours of the inventory (OSM words) with French days; what it does not know stays as written. */
export function openingHours(written: string): string {
  if (written.trim() === "24/7") return dayWords.always;
  return written
    .split(";")
    .map((rule) => ruleInFrench(rule.trim()))
    .filter((rule) => rule !== "")
    .join(`${narrowSpace}; `);
}

function ruleInFrench(rule: string): string {
  const { parts, rest } = splitYearParts(rule);
  if (parts !== null) return `${yearPartsInFrench(parts)}${noBreakSpace}: ${ruleInFrench(rest)}`;
  const [, closedOn] = /^([A-Za-z,\s-]+?)\s+(?:off|closed)$/.exec(rule) ?? [];
  return closedOn === undefined ? opened(rule) : `${dayWords.closed} ${closedDays(closedOn)}`;
}

/** « les jours fériés », « sam., dim. et les jours fériés » */
function closedDays(written: string): string {
  const days = written.split(",").map((part) => dayWords.closedOn[part.trim()] ?? opened(part.trim()));
  const last = days.pop() ?? "";
  return days.length === 0 ? last : `${days.join(", ")} ${ratioWords.and} ${last}`;
}

function opened(rule: string): string {
  return rule
    .replace(/\b(Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)\b/g, (word) => dayWords.names[word] ?? word)
    .replace(/\boff\b|\bclosed\b/g, dayWords.closed)
    .replace(/,(?=\S)/g, ", ")
    .replace(/\b0?(\d{1,2}):(\d{2})\b/g, (_clock, hour: string, minute: string) => clockTime(hour, minute))
    .replace(/(?<=\S)-(?=\S)/g, "–");
}

function clockTime(hour: string, minute: string): string {
  const onTheHour = `${hour}${noBreakSpace}h`;
  return minute === "00" ? onTheHour : `${onTheHour}${noBreakSpace}${minute}`;
}
