import type { DocumentNode, Field, ReadContext } from "./driver.ts";
import { localInstants } from "./local-time.ts";
import { textAt } from "./node-access.ts";
import { localTimeOf } from "./poly-hdx-times.ts";
import { isReading, numberReading } from "./readings.ts";

/** The codec tells about itself, its name and addresses too, which are not read. */
const source = "a_apicommand.cgi, whoami: answered by a RealPresence Group 700 over SSH (published), read by code of AVISPL";

/** A line of that answer, "Total Calls:         666". Null: whoami was not answered, or without this line. */
function toldOf(results: readonly DocumentNode[], name: string): string | null {
  const text = results.map((result) => textAt(result)).find((result) => result?.includes("what I know about myself"));
  return new RegExp(`^[ \\t]*${name}[ \\t]*:[ \\t]*(\\S.*)$`, "m").exec(text ?? "")?.[1]?.trim() ?? null;
}

/**
 * "Fri, 31 Jul 2026 19:05:33 +0900", on the wall. Its zone is left alone: the call records are written by the same wall without one and
 * read in the site's, and this is by how much they are wrong. In the hour that comes twice, the time that is nearer to ours. NaN: no time.
 */
function offsetOf(time: string, { nowMs, zone }: ReadContext): number {
  const [, day, month, year, clock = ""] = /\b(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{1,2}:\d{2}:\d{2})/.exec(time) ?? [];
  const wallTime = localTimeOf(`${day}/${month}/${year}`, clock);
  const offsets = wallTime === null ? [] : localInstants(wallTime, zone).map((instant) => Math.round((instant - nowMs) / 1000));
  return offsets.toSorted((one, other) => Math.abs(one) - Math.abs(other))[0] ?? Number.NaN;
}

export const hdxClock: Field = {
  at: "apicommands/apicommand[]/result",
  source: `${source}: Local Time is, in the zone of the site as the call records`,
  isUnverified: true,
  toReading: (results, context) => {
    const time = toldOf(results, "Local Time is");
    return numberReading("clock_offset_seconds", time === null ? null : offsetOf(time, context));
  },
};

/** "21 Days, 04:43:14" or "87:17:17". */
function secondsOf(time: string): number {
  const [, days = "0", hours = "", minutes, seconds] = /^(?:(\d+) Days?, *)?(\d+):(\d\d):(\d\d)$/.exec(time) ?? [];
  return hours === "" ? Number.NaN : ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

export const hdxTotals: Field = {
  at: "apicommands/apicommand[]/result",
  source: `${source}: Total Calls, Total Time In Calls`,
  isUnverified: true,
  toReading: (results) => {
    const calls = toldOf(results, "Total Calls");
    const time = toldOf(results, "Total Time In Calls");
    return [
      numberReading("total_calls", calls === null ? null : Number(calls)),
      numberReading("total_call_seconds", time === null ? null : secondsOf(time)),
    ].filter(isReading);
  },
};
