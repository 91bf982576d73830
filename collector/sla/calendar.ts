import { Temporal } from "temporal-polyfill";

/** The instant a local day began, s since 1970 UTC. Days of 23 and 25 hours are right. */
export function startOfLocalDay(nowS: number, timeZone: string): number {
  const now = Temporal.Instant.fromEpochMilliseconds(nowS * 1000).toZonedDateTimeISO(timeZone);
  return Math.floor(now.startOfDay().epochMilliseconds / 1000);
}
