import { type CallRecord, type CallStream, qualityOfStreams } from "../../contract/call.ts";
import { causeOf } from "./cisco-causes.ts";
import { instantOf, wallTimeOf } from "./cisco-clock.ts";
import type { Document, DocumentNode, Ownership, ReadCall, ReadContext } from "./driver.ts";
import { ratioOf, saneJitter } from "./live-streams.ts";
import { nodesAt, numberAt, textAt } from "./node-access.ts";
import { eitherOf, withPlaces } from "./ownership.ts";

const directions: Readonly<Record<string, CallRecord["direction"]>> = { Incoming: "in", Outgoing: "out" };
const protocols: Readonly<Record<string, CallRecord["protocol"]>> = {
  sip: "sip",
  h323: "h323",
  h320: "isdn",
  spark: "cloud",
  webex: "cloud",
  webrtc: "cloud",
  msteams: "cloud",
};
const streams = [
  { at: "Video/Incoming", medium: "video", direction: "in" },
  { at: "Video/Outgoing", medium: "video", direction: "out" },
  { at: "Audio/Incoming", medium: "audio", direction: "in" },
  { at: "Audio/Outgoing", medium: "audio", direction: "out" },
] as const;
/** Codecs measure over intervals of about five seconds: a call that had none was not measured. */
const oneIntervalS = 5;
/** The codec's clock is not ours, and may be set to another zone: what is further ahead has not been yet. */
const oneDayMs = 24 * 3600 * 1000;
/** Nobody here took these calls, whatever their Duration counts. */
const notTaken = new Set(["Missed", "UnacknowledgedMissed", "NoAnswer", "Rejected", "AnsweredElsewhere", "Forwarded"]);

/**
 * CallHistoryId goes on through reboots, unlike CallId; a factory reset starts it again, so the start makes the key unique. A start that
 * is told on the codec's wall only stands there as it is written: a call keeps its name when the site's zone is corrected.
 */
function toCall(entry: DocumentNode, context: ReadContext): ReadCall {
  const id = numberAt(entry, "CallHistoryId");
  // What cannot be named or dated for good is no call to us: the poll drops and counts it.
  const startedAt = (id === null ? null : timeOf(entry, "StartTime", context)) ?? Number.NaN;
  const isTaken = !notTaken.has(textAt(entry, "OccurrenceType") ?? "");
  const durationS = durationOf(entry, isTaken);
  const isConnected = durationS > 0 && isTaken;
  const direction = directions[textAt(entry, "Direction") ?? ""] ?? "unknown";
  return {
    key: `${id}-${wallStartOf(entry) ?? Math.floor(startedAt / 1000)}`,
    startedAt,
    durationS: isConnected ? durationS : 0,
    isConnected,
    direction,
    protocol: protocols[(textAt(entry, "Protocol") ?? "").toLowerCase()] ?? "unknown",
    ...endOf(entry, startedAt, isConnected, direction, context),
    ...rateOf(entry),
    ...encryptionOf(entry, isConnected),
    ...qualityOf(entry, isConnected, durationS),
    farEndAddress: textAt(entry, "RemoteNumber") ?? textAt(entry, "CallbackNumber"),
  };
}

/** Without a duration that can be read nobody knows whether the call failed. Only one that nobody took may have none. */
function durationOf(entry: DocumentNode, isTaken: boolean): number {
  const durationS = numberAt(entry, "Duration") ?? (isTaken ? Number.NaN : 0);
  if (Number.isNaN(durationS) || durationS < 0) throw new Error("a call without its duration");
  return durationS;
}

/** The time in UTC, never the local one beside it unless it is alone. */
function timeOf(entry: DocumentNode, name: string, { zone }: ReadContext): number | null {
  const inUtc = textAt(entry, `${name}UTC`);
  const text = inUtc ?? textAt(entry, name);
  // Its name says the zone, even where the time itself leaves out the "Z".
  const time = text === null ? Number.NaN : instantOf(text, inUtc === null ? zone : "UTC");
  return Number.isNaN(time) ? null : time;
}

/** "20260115T140000" where the start has no zone. */
function wallStartOf(entry: DocumentNode): string | null {
  if (textAt(entry, "StartTimeUTC") !== null) return null;
  return wallTimeOf(textAt(entry, "StartTime") ?? "")?.replaceAll(/[-:]/g, "") ?? null;
}

function endOf(
  entry: DocumentNode,
  startedAt: number,
  isConnected: boolean,
  direction: CallRecord["direction"],
  context: ReadContext,
): Pick<ReadCall, "endedAt" | "cause"> {
  const endedAt = timeOf(entry, "EndTime", context);
  const cause = causeOf({
    type: textAt(entry, "DisconnectCauseType"),
    code: numberAt(entry, "DisconnectCauseCode"),
    origin: textAt(entry, "DisconnectCauseOrigin"),
    occurrence: textAt(entry, "OccurrenceType"),
    isConnected,
    direction,
  });
  const isPossible = endedAt !== null && endedAt >= startedAt && endedAt <= context.nowMs + oneDayMs;
  return { ...(isPossible ? { endedAt } : {}), ...(cause === null ? {} : { cause }) };
}

function rateOf(entry: DocumentNode): Pick<ReadCall, "rateKbps"> {
  const rateKbps = numberAt(entry, "CallRate");
  return rateKbps !== null && rateKbps > 0 ? { rateKbps } : {};
}

/** "None" of a call that never was says nothing of how it would have been. */
function encryptionOf(entry: DocumentNode, isConnected: boolean): Pick<ReadCall, "isEncrypted"> {
  const type = textAt(entry, "EncryptionType");
  if (type === null || !isConnected) return {};
  if (/^(?:none|off)$/i.test(type)) return { isEncrypted: false };
  return /AES|DES|SRTP|DTLS|^On$/i.test(type) ? { isEncrypted: true } : {};
}

function qualityOf(entry: DocumentNode, isConnected: boolean, durationS: number): ReturnType<typeof qualityOfStreams> {
  if (!isConnected) return { quality: "not_told" };
  if (durationS < oneIntervalS) return { quality: "too_short" };
  return qualityOfStreams(streams.map((stream) => streamOf(entry, stream)));
}

/**
 * From "lost/total", never from PacketLossPercent: it is rounded, and says 0 for a call that never was. A stream without packets
 * ("0/0", "N/A": a call through a cloud) measured nothing, its jitter of 0 neither.
 */
function streamOf(entry: DocumentNode, { at, medium, direction }: (typeof streams)[number]): CallStream {
  const [, lost, total] = /^(\d+)\/(\d+)$/.exec(textAt(entry, `${at}/PacketLoss`) ?? "") ?? [];
  const lossRatio = total === undefined ? null : ratioOf(Number(lost), Number(total));
  if (lossRatio === null || Number.isNaN(lossRatio)) return { medium, direction };
  const maxJitterMs = saneJitter(numberAt(entry, `${at}/MaxJitter`));
  return { medium, direction, lossRatio, ...(maxJitterMs === null ? {} : { maxJitterMs: Math.round(maxJitterMs) }) };
}

const source = "Cisco xAPI xCommand CallHistory Get, recorded on CE 9.6; causes: API guides of TC 6.2 to CE 9.2";
const pages = { size: 100, most: 10 };
const command =
  '<Command><CallHistory><Get command="True"><DetailLevel>Full</DetailLevel>' +
  `<Limit>${pages.size}</Limit><Offset>{}</Offset></Get></CallHistory></Command>`;

/** A codec that does not know the command: nothing to count, and nothing wrong. */
function keepsNoList(tree: DocumentNode): Ownership {
  return nodesAt(tree, "Command")[0] === "" || nodesAt(tree, "Fault/XPathError").length > 0 ? "perhaps" : "not_ours";
}

/**
 * Get, never Recents: the latter groups repeated calls. TC answers the same command as far as is known; its older xHistory
 * CallLogs is left alone, because a call read twice under two keys would count twice.
 */
export const ciscoCallHistory: Document = {
  path: "/putxml",
  format: "xml",
  ownership: {
    source: `${source}; a command that failed says so in its attribute status. An empty Command and a Fault prove nothing`,
    of: eitherOf(withPlaces("Command/CallHistoryGetResult"), keepsNoList),
  },
  post: { type: "text/xml", text: command },
  pages,
  slowestS: 45,
  fields: [],
  calls: { at: "Command/CallHistoryGetResult/Entry[]", source, toCall },
};
