import type { CallRecord } from "../../contract/call.ts";
import type { Document, DocumentNode, ReadCall } from "./driver.ts";
import { numberAt, textAt } from "./node-access.ts";
import { listWith } from "./ownership.ts";

const callTypes: Readonly<Record<string, CallRecord["protocol"]>> = { SIP: "sip", VOICE_SIP: "sip", H323: "h323", VOICE_H323: "h323" };
const directions: Readonly<Record<string, CallRecord["direction"]>> = { PLACED: "out", RECEIVED: "in", MISSED: "in" };

/** Row ids are those of a data base that a factory reset empties, so the start makes the key unique. */
function toCall(entry: DocumentNode): ReadCall | null {
  const rowId = numberAt(entry, "rowId");
  const startedAt = numberAt(entry, "startTime");
  if (rowId === null || startedAt === null) return null;
  const type = textAt(entry, "type") ?? "";
  // A missed call carries the time it rang as its duration.
  const isConnected = (textAt(entry, "connected") ?? String(type !== "MISSED")) === "true";
  const rateKbps = numberAt(entry, "rate");
  return {
    key: `${rowId}-${Math.floor(startedAt / 1000)}`,
    startedAt,
    durationS: isConnected ? (numberAt(entry, "duration") ?? 0) : 0,
    isConnected,
    direction: directions[type] ?? "unknown",
    protocol: callTypes[textAt(entry, "callType") ?? ""] ?? "unknown",
    ...(rateKbps !== null && rateKbps > 0 ? { rateKbps } : {}),
    quality: "not_told",
    farEndAddress: textAt(entry, "address"),
  };
}

export const polyCallLog: Document = {
  path: "/rest/calllog/entries?limit=100",
  format: "json",
  ownership: { source: "REST of RealPresence Group 6.2, recorded call log", of: listWith("rowId", "startTime") },
  mayBeMissing: true,
  fields: [],
  calls: { at: "[]", source: "REST of RealPresence Group 6.2, recorded call log: newest first, times in ms since 1970 UTC", toCall },
};
