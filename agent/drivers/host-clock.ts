import type { Scalar } from "./driver.ts";

/**
 * DateAndTime of RFC 2579: year (2), month, day, hour, minute, second, tenths, then the sign, hours and minutes from UTC. NaN, which
 * the poll drops and counts, when it is none; null without a zone, because a codec that shows UTC or local time would not say which.
 */
function millisecondsOf(octets: string): number | null {
  const at = (place: number): number => octets.charCodeAt(place);
  if (octets.length === 8) return null;
  if (octets.length !== 11 || !/[+-]/.test(octets.charAt(8))) return Number.NaN;
  const local = Date.UTC(at(0) * 256 + at(1), at(2) - 1, at(3), at(4), at(5), at(6), at(7) * 100);
  const fromUtc = (at(9) * 60 + at(10)) * 60_000;
  return octets.charAt(8) === "+" ? local - fromUtc : local + fromUtc;
}

/** For codecs that tell their clock nowhere else: one node of HOST-RESOURCES-MIB, where they have it. */
export const hrSystemDate: Scalar = {
  oid: "1.3.6.1.2.1.25.1.2.0",
  source: "RFC 2790, hrSystemDate; never recorded",
  isUnverified: true,
  toReading: (raw, { nowMs }) => {
    const clockMs = millisecondsOf(String(raw));
    return clockMs === null ? null : { kind: "clock_offset_seconds", value: Math.round((clockMs - nowMs) / 1000) };
  },
};
