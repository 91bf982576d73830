import { localInstants } from "./local-time.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export interface CallTimes {
  readonly startedAt: number;
  readonly endedAt: number;
}

/** "12/Aug/2022" and "17:42:06" as "2022-08-12T17:42:06", English whatever the language of the codec. Null: no such date. */
export function localTimeOf(date: string, time: string): string | null {
  const [, day = "", month = "", year = ""] = /^(\d{1,2})\/([A-Z][a-z]{2})\/(\d{4})$/.exec(date) ?? [];
  const [, hour = "", minute = "", second = ""] = /^(\d{1,2}):(\d{2}):(\d{2})$/.exec(time) ?? [];
  if (year === "" || hour === "" || !months.includes(month)) return null;
  const two = (text: string | number): string => String(text).padStart(2, "0");
  return `${year}-${two(months.indexOf(month) + 1)}-${two(day)}T${two(hour)}:${minute}:${second}`;
}

/**
 * Local times without a zone, in the zone of the site. In the hour that comes twice in autumn both ends are taken so that they agree
 * with the duration, which has no zone; where that leaves a doubt, the first time round. Throws on a date that is not in the calendar.
 */
export function callTimesOf(start: string, end: string, durationS: number, zone: string): CallTimes {
  const pairs = localInstants(start, zone).flatMap((startedAt) => localInstants(end, zone).map((endedAt) => ({ startedAt, endedAt })));
  if (pairs.length === 0) throw new Error("a call on a day that no calendar has");
  const error = ({ startedAt, endedAt }: CallTimes): number => Math.abs(endedAt - startedAt - durationS * 1000);
  return pairs.reduce((best, pair) => (error(pair) < error(best) ? pair : best));
}
