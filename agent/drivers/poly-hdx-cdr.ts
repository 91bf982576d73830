import type { CallCause, CallRecord } from "../../contract/call.ts";
import type { Document, DocumentNode, ReadCall, ReadContext } from "./driver.ts";
import { nodesAt, textAt } from "./node-access.ts";
import { withPlaces } from "./ownership.ts";
import { type CallTimes, callTimesOf, localTimeOf } from "./poly-hdx-times.ts";
import { causeOfQ850 } from "./q850.ts";
import { meaningOf } from "./words.ts";

/** Columns of a record, counted from 0. Its first, Row ID, is of no use: rows are renumbered, the newest is always 1. */
const column = {
  startDate: 1,
  startTime: 2,
  endDate: 3,
  endTime: 4,
  duration: 5,
  remoteSystemName: 7,
  callNumber1: 8,
  transportType: 10,
  callRate: 11,
  direction: 13,
  conferenceId: 14,
  callId: 15,
  disconnectReason: 27,
  q850Cause: 28,
} as const;
const columnCount = 42;

/** Average and maximum of each measure, transmitted and received. */
const latencyColumns = [
  { average: 34, maximum: 36 },
  { average: 35, maximum: 37 },
];
const jitterColumns = [
  { average: 38, maximum: 40 },
  { average: 39, maximum: 41 },
];

/**
 * A round trip that nobody could hold a conversation over: two satellite hops through a bridge need half of it. The recording has
 * 3,499 and 15,499 ms; the averages of those calls show that it was one sample in an hour or two, all others near 30 ms: an answer
 * that was late, not a network that was slow.
 */
const absurdLatencyMs = 3_000;
/** Latency and jitter are sampled once a minute. */
const sampledEveryS = 60;

const directions: Readonly<Record<string, CallRecord["direction"]>> = { In: "in", Out: "out" };
const protocols: Readonly<Record<string, CallRecord["protocol"]>> = { h323: "h323", sip: "sip", h320: "isdn", isdn: "isdn" };

type Quality = Pick<CallRecord, "quality" | "maxJitterMs" | "maxLatencyMs">;

/** A cell by its column; "---" is not known. */
type Told = (place: number) => string | null;

/** What surprises here drops the record, which is counted. */
function toCall(record: DocumentNode, { zone }: ReadContext): ReadCall {
  const cells = nodesAt(record, "data[]").map((cell) => textAt(cell) ?? "---");
  if (cells.length !== columnCount) throw new Error("a call record of another length");
  const told: Told = (place) => (cells[place] === "---" ? null : (cells[place] ?? null));
  const toldS = secondsOf(told(column.duration));
  if (Number.isNaN(toldS)) throw new Error("a call record without its duration");
  const isConnected = toldS > 0 && !/^"?Failed Attempt/i.test(told(column.disconnectReason) ?? "");
  return {
    ...whenOf(told, toldS, zone),
    durationS: isConnected ? toldS : 0,
    isConnected,
    ...howOf(told, isConnected),
    ...(isConnected ? qualityOf(cells, toldS) : { quality: "not_told" }),
    // A bridge that calls without a number has its H.323 name only; the transport address is that of the gatekeeper.
    farEndAddress: told(column.callNumber1) ?? told(column.remoteSystemName),
  };
}

/** Conference ID goes on through reboots; with the start as the codec wrote it, the key is the same in whatever zone it is read. */
function whenOf(told: Told, durationS: number, zone: string): Pick<CallRecord, "key"> & CallTimes {
  const start = localTimeOf(told(column.startDate) ?? "", told(column.startTime) ?? "");
  const end = localTimeOf(told(column.endDate) ?? "", told(column.endTime) ?? "");
  if (start === null || end === null) throw new Error("a call record without its times");
  const key = [numberIn(told(column.conferenceId)), numberIn(told(column.callId)), start.replace(/\D/g, "")].join("-");
  return { key, ...callTimesOf(start, end, durationS, zone) };
}

/** Ids are numbers. A word in their place may be a name, and a key leaves the site. */
function numberIn(told: string | null): string {
  return told !== null && /^\d+$/.test(told) ? told : "none";
}

function howOf(told: Told, isConnected: boolean): Pick<CallRecord, "direction" | "protocol" | "rateKbps" | "cause"> {
  const cause = causeOf(told(column.disconnectReason) ?? "", told(column.q850Cause), isConnected);
  const rateKbps = Number.parseInt(told(column.callRate) ?? "", 10);
  return {
    direction: meaningOf(directions, told(column.direction)) ?? "unknown",
    protocol: meaningOf(protocols, (told(column.transportType) ?? "").toLowerCase()) ?? "unknown",
    ...(rateKbps > 0 ? { rateKbps } : {}),
    ...(cause === null ? {} : { cause }),
  };
}

/** "1:24:00". NaN when it is written in another way. */
function secondsOf(text: string | null): number {
  const [, hours = "", minutes = "", seconds = ""] = /^(\d+):(\d{2}):(\d{2})$/.exec(text ?? "") ?? [];
  return hours === "" ? Number.NaN : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** The codec's own words first: "Rolling Over" stands beside a cause that is the network's. */
function causeOf(reason: string, code: string | null, isConnected: boolean): CallCause | null {
  if (/rolling over/i.test(reason)) return "rolled_over";
  if (isConnected && /the call has ended/i.test(reason)) return "normal";
  return causeOfQ850(code === null ? null : Number(code), isConnected);
}

/**
 * Loss is told as a percentage to one decimal and as an average of packets lost, never over a total: no ratio can be had from them.
 * Directions are told, media are not: no streams.
 */
function qualityOf(cells: readonly string[], durationS: number): Quality {
  const maxLatencyMs = worst(cells, latencyColumns, absurdLatencyMs);
  const maxJitterMs = worst(cells, jitterColumns, Number.POSITIVE_INFINITY);
  if (maxLatencyMs === null && maxJitterMs === null) return { quality: durationS < sampledEveryS ? "too_short" : "not_told" };
  return {
    quality: "measured",
    ...(maxJitterMs === null ? {} : { maxJitterMs }),
    ...(maxLatencyMs === null ? {} : { maxLatencyMs }),
  };
}

/** A measure that was never sampled has the average "0"; one that was, "0.00" or more, in every record of the recording. */
function worst(cells: readonly string[], pairs: typeof latencyColumns, absurd: number): number | null {
  const sampled = pairs.filter(({ average }) => /^\d+\.\d+$/.test(cells[average] ?? ""));
  const maxima = sampled.map(({ maximum }) => Number(cells[maximum])).filter((value) => value < absurd);
  return maxima.length === 0 ? null : Math.max(...maxima);
}

const source = "a_getcdr.cgi of a Polycom HDX 9006 3.1.14, recorded: 73 calls of 2013 to 2022";

/** The whole file each time, 50 kB at most, newest first; the second file overwrites the first, so it is read every ten minutes. */
export const hdxCallRecords: Document = {
  path: "/a_getcdr.cgi",
  format: "xml",
  ownership: { source, of: withPlaces("cdr/info", "cdr/header") },
  slowestS: 300,
  fields: [],
  calls: { at: "cdr/call[]", source, toCall },
};
