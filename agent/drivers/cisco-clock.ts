import type { Reading } from "../../contract/observation.ts";
import { nothingThere } from "./cisco-answers.ts";
import type { Document, ReadContext } from "./driver.ts";
import { localInstant } from "./local-time.ts";
import { textAt } from "./node-access.ts";
import { eitherOf, withPlaces } from "./ownership.ts";

const withZone = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)$/;
const withoutZone = /^(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d:\d\d:\d\d)$/;

/**
 * "2024-08-05T10:52:36-0500"; without a zone it is the time on the wall of the site. ms since 1970 UTC, NaN where it is no time.
 */
export function instantOf(time: string, zone: string): number {
  const zoned = withZone.exec(time);
  if (zoned !== null) return Date.parse(`${zoned[1]}T${zoned[2]}${(zoned[3] ?? "").replace(/^(...):?(..)$/, "$1:$2")}`);
  const wallTime = wallTimeOf(time);
  return wallTime === null ? Number.NaN : localInstant(wallTime, zone);
}

/** "2026-01-15T14:00:00" of a time written without a zone; null where it has one, or is no time. */
export function wallTimeOf(time: string): string | null {
  const [, year, month, day, clock] = withoutZone.exec(time) ?? [];
  return year === undefined ? null : `${year}-${month}-${day}T${clock}`;
}

function clockOffset(time: string | null, { nowMs, zone }: ReadContext): Reading | null {
  return time === null ? null : { kind: "clock_offset_seconds", value: Math.round((instantOf(time, zone) - nowMs) / 1000) };
}

const source = "Cisco xAPI Status/Time/SystemTime, recorded on CE 9.6 and RoomOS 11.19";

/** A few hundred bytes: an offset measured each minute dates every call, even of a codec that loses its clock at each start. */
export const ciscoTime: Document = {
  path: "/getxml?location=/Status/Time",
  format: "xml",
  ownership: { source, of: eitherOf(withPlaces("Status/Time/SystemTime"), nothingThere) },
  mayBeMissing: true,
  fields: [{ at: "Status/Time/SystemTime", source, toReading: ([node], context) => clockOffset(textAt(node), context) }],
};
