import type { CallCause, CallRecord } from "../../contract/call.ts";
import { ctsCallLatencies, ctsCallStreams, ctsQuality } from "./cisco-cts-quality.ts";
import type { Given, ReadCall, ReadContext, Row, SnmpValue, Table } from "./driver.ts";
import { localInstant } from "./local-time.ts";

const mib = "CISCO-TELEPRESENCE-CALL-MIB";
const callEntry = "1.3.6.1.4.1.9.9.644.1.4.8.1";
/** ctpcCallTermReason of a call that has not ended. */
const inCall = 12;

const directions: Readonly<Record<number, CallRecord["direction"]>> = { 1: "in", 2: "out" };

/** ctpcCallTermReason. Who hung up, 4 and 5, depends on whether the call was taken; 1 and 2 say nothing. */
const reasons: Readonly<Record<number, CallCause>> = {
  3: "local_fault",
  6: "network",
  7: "incompatible",
  8: "incompatible",
  9: "incompatible",
  10: "network",
  11: "remote_fault",
};

/** ctpcState of an attempt that came to nothing. */
const states: Readonly<Record<number, CallCause>> = { 3: "network", 4: "network", 5: "unreachable", 7: "no_answer", 17: "busy" };

/** ctpcSecurity. "Authenticated" is the signalling only: the media are in clear. */
const securities: Readonly<Record<number, boolean>> = { 1: false, 2: false, 3: true };

/** A table of the calls since the codec started, 500 at most, and what stands beside them: the present call is among the last. */
const newestCalls = (count: number): NonNullable<Table["newest"]> => ({ oid: "1.3.6.1.4.1.9.9.644.1.4.7.0", count });

/** Nobody lets so many calls come and go while one goes on. */
const callsBeside = 60;

/** Those of the call in progress and of what came since: a voice added to it is a call of its own. */
export const newestStreams = newestCalls(4);

/** No more rows of a table are read: where a codec does not tell its newest and has more, nobody knows. */
const rowsOfAWalk = 512;

function activeCalls(rows: readonly Row[]): Given {
  const value = rows.filter(({ cells }) => Number(cells["reason"]) === inCall).length;
  return value === 0 && rows.length >= rowsOfAWalk ? null : { kind: "active_calls", value };
}

export const ctsActiveCalls: Table = {
  entry: callEntry,
  columns: { reason: 17 },
  source: `${mib}, ctpcCallTermReason incall(12), in the newest rows by ctpcTableLastIndex`,
  isUnverified: true,
  newest: newestCalls(callsBeside),
  toReading: activeCalls,
};

/** The oldest call leaves first. The far end is a directory number. */
export const ctsHistory: Table = {
  entry: callEntry,
  columns: {
    number: 2,
    start: 6,
    duration: 7,
    security: 9,
    direction: 10,
    state: 11,
    initialRate: 12,
    latestRate: 13,
    reason: 17,
  },
  source: `${mib}, ctpcTable: a row is over when ctpcCallTermReason is not incall(12)`,
  isUnverified: true,
  newest: newestCalls(500),
  toReading: () => null,
  joins: [ctsCallStreams, ctsCallLatencies],
  toCalls: (rows, context, [streams = [], latencies = []]) => {
    const qualityOf = ctsQuality(streams, latencies);
    return rows.flatMap((row) => callOf(row, context, qualityOf) ?? []);
  },
};

/** The index starts again with the codec; with the date on its wall a call keeps its name, even if the site's zone is corrected. */
function callOf({ index, cells }: Row, context: ReadContext, qualityOf: ReturnType<typeof ctsQuality>): ReadCall | null {
  const start = dateAndTime(cells["start"]);
  const reason = Number(cells["reason"]);
  if (reason === inCall || cells["reason"] === undefined) return null;
  // Not told is not 0: the poll drops the call, and counts it.
  const durationS = Number(cells["duration"] ?? Number.NaN);
  const isConnected = durationS > 0;
  const direction = directions[Number(cells["direction"])] ?? "unknown";
  const cause = causeOf(reason, Number(cells["state"]), direction, isConnected);
  const rateKbps = Number(cells["latestRate"] ?? cells["initialRate"] ?? 0);
  const isEncrypted = securities[Number(cells["security"])];
  return {
    key: `${index}-${start.wallTime.replaceAll(/[-:]/g, "")}`,
    startedAt: start.instantIn(context.zone),
    durationS,
    isConnected,
    direction,
    protocol: "sip",
    ...(rateKbps > 0 ? { rateKbps } : {}),
    ...(isEncrypted !== undefined && isConnected ? { isEncrypted } : {}),
    ...(cause === null ? {} : { cause }),
    ...(isConnected ? qualityOf(index) : { quality: "not_told" }),
    farEndAddress: cells["number"] === undefined ? null : String(cells["number"]),
  };
}

function causeOf(reason: number, state: number, direction: CallRecord["direction"], isConnected: boolean): CallCause | null {
  const named = (isConnected ? undefined : states[state]) ?? reasons[reason];
  if (named !== undefined) return named;
  if (reason !== 4 && reason !== 5) return null;
  if (isConnected) return "normal";
  if (direction === "unknown") return null;
  return (reason === 4) === (direction === "out") ? "cancelled" : "rejected";
}

interface DateAndTime {
  /** "2026-03-02T10:00:00" */
  readonly wallTime: string;
  /** NaN where there is no such time. */
  readonly instantIn: (zone: string) => number;
}

/** The poll drops the call, and counts it. */
const undated: DateAndTime = { wallTime: "undated", instantIn: () => Number.NaN };

/**
 * RFC 2579: year in two octets, month, day, hour, minutes, seconds, tenths, and perhaps "+" or "-", hours and minutes from UTC. No year
 * of this century is valid UTF-8, so that each octet arrives as one character.
 */
function dateAndTime(raw: SnmpValue | undefined): DateAndTime {
  const octets = Array.from(String(raw ?? ""), (character) => character.codePointAt(0) ?? 0);
  if ((octets.length !== 8 && octets.length !== 11) || octets.some((octet) => octet > 255)) return undated;
  const wallTime = wallTimeOf(octets);
  const offset = offsetOf(octets.slice(8));
  return { wallTime, instantIn: (zone) => (offset === null ? localInstant(wallTime, zone) : Date.parse(`${wallTime}${offset}`)) };
}

function wallTimeOf([high = 0, low = 0, month = 0, day = 0, ...clock]: readonly number[]): string {
  return `${pad(high * 256 + low, 4)}-${pad(month)}-${pad(day)}T${clock
    .slice(0, 3)
    .map((part) => pad(part))
    .join(":")}`;
}

function offsetOf([sign, hours = 0, minutes = 0]: readonly number[]): string | null {
  return sign === undefined ? null : `${String.fromCharCode(sign)}${pad(hours)}:${pad(minutes)}`;
}

const pad = (value: number, length = 2): string => String(value).padStart(length, "0");
