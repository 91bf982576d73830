import { displayOf } from "../../sla/fr.ts";
import { dateTime, duration, number, percentage } from "../../web/french-format.ts";
import { noBreakSpace } from "../../web/typography.ts";
import type { Ratio } from "../model/figures.ts";

export const notKnown = "n.d.";
export const none = "–";

/** « T3 2026 » of "2026-T3". */
export const quarterShort = (quarter: string): string => `${quarter.slice(5)} ${quarter.slice(0, 4)}`;

/** « 3e trimestre 2026 », « 1er trimestre 2026 » */
export function quarterInFull(quarter: string): string {
  const place = quarter.slice(6);
  return `${place}${place === "1" ? "er" : "e"} trimestre ${quarter.slice(0, 4)}`;
}

/** French counts zero and one in the singular: « 0 site », « 1 site », « 2 sites ». */
export const counted = (count: number, one: string, several = `${one}s`): string => `${number(count)} ${count < 2 ? one : several}`;

/** « aucun site », « 1 site », « 2 sites » */
export const countedOrNone = (count: number, no: string, one: string, several = `${one}s`): string =>
  count === 0 ? no : counted(count, one, several);

/** Truncated, never rounded up to a target. */
export const share = (ratio: Ratio | null): string => displayOf(ratio);

/** « 99,50 % » of basis points. */
export const target = (basisPoints: number | null): string =>
  basisPoints === null ? none : displayOf({ part: basisPoints, whole: 10_000 });

/** Of counts: « 12 % », in whole percent; null: of nothing. */
export const wholePercent = (part: number, whole: number): string =>
  whole === 0 ? notKnown : `${number(Math.round((part / whole) * 100))} %`;

/** « 4 h 30 »; beyond a day in hours all the same: contracts count in hours. */
export function hoursAndMinutes(seconds: number): string {
  if (seconds < 86_400) return duration(seconds);
  const minutes = Math.floor((seconds % 3_600) / 60);
  const hours = `${number(Math.floor(seconds / 3_600))}${noBreakSpace}h`;
  return minutes === 0 ? hours : `${hours}${noBreakSpace}${String(minutes).padStart(2, "0")}`;
}

/** In a table, nothing is a dash. */
export const lengthOrNone = (seconds: number): string => (seconds === 0 ? none : hoursAndMinutes(seconds));

/** « 415,6 h » */
export const decimalHours = (seconds: number): string => `${number(seconds / 3_600)} h`;

const oneDecimal = (value: number): string => value.toFixed(1).replace(".", ",");

/** « 2,8 [2,5 ; 3,0] » */
export function perMonth(rate: { readonly rate: number; readonly low: number; readonly high: number } | null): string {
  return rate === null ? notKnown : `${oneDecimal(rate.rate)} [${oneDecimal(rate.low)} ;${noBreakSpace}${oneDecimal(rate.high)}]`;
}

/** « 01/10/2026 08:00 », of a second, in Paris; in a narrow column it breaks. */
export const moment = (second: number): string => dateTime(second * 1000).replace(noBreakSpace, " ");

/** « 01/10/2026 », of a second. */
export const day = (second: number): string => dateTime(second * 1000).slice(0, 10);

/** « 96,88 % » of a probability. */
export const probability = (value: number | null): string => (value === null ? notKnown : percentage(value));

/** « +0,12 point », « −3 », « stable » */
export function signed(difference: number, decimals: number, unit = ""): string {
  const scale = 10 ** decimals;
  const rounded = Math.round(difference * scale) / scale;
  if (rounded === 0) return "stable";
  const size = Math.abs(rounded).toFixed(decimals).replace(".", ",");
  const named = unit === "" ? "" : ` ${unit}${Math.abs(rounded) < 2 ? "" : "s"}`;
  return `${rounded < 0 ? "−" : "+"}${size}${named}`;
}

const months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

/** « juillet » of "2026-07". */
export const monthName = (month: string): string => months[Number(month.slice(5)) - 1] ?? month;

/** « A, B et C »; with those left out: « A, B et 3 autres ». */
export function listed(names: readonly string[], most = names.length): string {
  const left = names.length - most;
  const shown = left > 0 ? [...names.slice(0, most), left === 1 ? "1 autre" : `${left} autres`] : [...names];
  const last = shown.pop() ?? "";
  return shown.length === 0 ? last : `${shown.join(", ")} et ${last}`;
}
