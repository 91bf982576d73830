import { Temporal } from "temporal-polyfill";

/** Twice an hour in autumn; the first of them in spring is the one that clocks show after the hour that is not there. */
const disambiguations = ["compatible", "later"] as const;

/**
 * The two instants, ms since 1970 UTC, at which the clocks of a zone may show "2025-10-26T02:30:00": the same, but for the hour
 * that they go through twice in autumn. None where it is no time.
 */
export function localInstants(wallTime: string, zone: string): readonly number[] {
  try {
    const time = Temporal.PlainDateTime.from(wallTime, { overflow: "reject" });
    return disambiguations.map((disambiguation) => time.toZonedDateTime(zone, { disambiguation }).epochMilliseconds);
  } catch {
    return [];
  }
}

/** For codecs that write local times without a zone, in the zone of their site. The first of the two: nothing tells them apart. NaN where it is no time. */
export function localInstant(wallTime: string, zone: string): number {
  return localInstants(wallTime, zone)[0] ?? Number.NaN;
}
