import type { CallCause, CallRecord } from "../../contract/call.ts";
import type { Document, DocumentNode, ReadCall } from "./driver.ts";
import { numberAt, textAt } from "./node-access.ts";
import { listWith } from "./ownership.ts";
import { causeOfQ850 } from "./q850.ts";
import { meaningOf } from "./words.ts";

const callTypes: Readonly<Record<string, CallRecord["protocol"]>> = {
  SIP: "sip",
  VOICE_SIP: "sip",
  H323: "h323",
  VOICE_H323: "h323",
  H320: "isdn",
};
const directions: Readonly<Record<string, CallRecord["direction"]>> = { PLACED: "out", RECEIVED: "in", MISSED: "in" };

/**
 * Row ids are those of a data base that a factory reset empties, so the start makes the key unique. They are numbers: a word in their
 * place may be a name, and a key leaves the site.
 */
function toCall(entry: DocumentNode): ReadCall | null {
  const rowId = textAt(entry, "rowId");
  const startedAt = numberAt(entry, "startTime");
  if (rowId === null || startedAt === null) return null;
  if (!/^\d+$/.test(rowId)) throw new Error("a call whose row id is no number");
  const type = textAt(entry, "type") ?? "";
  // A missed call carries the time it rang as its duration.
  const isConnected = (textAt(entry, "connected") ?? String(type !== "MISSED")) === "true";
  const ends = endOf(entry, startedAt);
  return {
    key: `${rowId}-${Math.floor(startedAt / 1000)}`,
    startedAt,
    ...ends,
    durationS: isConnected ? (numberAt(entry, "duration") ?? secondsBetween(startedAt, ends.endedAt)) : 0,
    isConnected,
    direction: meaningOf(directions, type) ?? "unknown",
    protocol: meaningOf(callTypes, textAt(entry, "callType")) ?? "unknown",
    ...howOf(entry, type, isConnected),
    quality: "not_told",
    farEndAddress: textAt(entry, "address"),
  };
}

function endOf(entry: DocumentNode, startedAt: number): Pick<CallRecord, "endedAt"> {
  const endedAt = numberAt(entry, "endTime");
  return endedAt !== null && endedAt >= startedAt ? { endedAt } : {};
}

/** A connected call that tells neither how long it was nor when it ended is no call of 0 s: NaN, which the poll drops and counts. */
function secondsBetween(startedAt: number, endedAt: number | undefined): number {
  return endedAt === undefined ? Number.NaN : Math.round((endedAt - startedAt) / 1000);
}

function howOf(entry: DocumentNode, type: string, isConnected: boolean): Pick<CallRecord, "rateKbps" | "cause"> {
  const rateKbps = numberAt(entry, "rate");
  const cause = causeOf(numberAt(entry, "causeCode"), type, isConnected);
  return { ...(rateKbps !== null && rateKbps > 0 ? { rateKbps } : {}), ...(cause === null ? {} : { cause }) };
}

/** 0 stands beside calls that ended well, 16 beside calls that rang for a minute and that nobody took. */
function causeOf(code: number | null, type: string, isConnected: boolean): CallCause | null {
  if (isConnected && code === 0) return "normal";
  return type === "MISSED" && (code === 0 || code === 16) ? "no_answer" : causeOfQ850(code, isConnected);
}

const source = "REST of RealPresence Group 6.2, call log recorded with limit=1000";

/**
 * The codec gives its newest calls first; whether it can give them from an offset is not known, so as many are asked as a codec was
 * recorded to be asked: what happened during a long cut of the network is not lost.
 */
export const polyCallLog: Document = {
  path: "/rest/calllog/entries?limit=1000",
  format: "json",
  ownership: { source, of: listWith("rowId", "startTime") },
  slowestS: 45,
  mayBeMissing: true,
  fields: [],
  calls: { at: "[]", source: `${source}: newest first, times in ms since 1970 UTC; causeCode read as Q.850`, toCall },
};
