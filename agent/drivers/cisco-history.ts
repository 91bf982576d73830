import { type CallRecord, type CallStream, qualityOfStreams } from "../../contract/call.ts";
import { lossRatioOf } from "./call-parts.ts";
import type { Document, DocumentNode, ReadCall } from "./driver.ts";
import { nodesAt, numberAt, textAt } from "./node-access.ts";
import { eitherOf, withPlaces } from "./ownership.ts";

const directions: Readonly<Record<string, CallRecord["direction"]>> = { Incoming: "in", Outgoing: "out" };
const protocols: Readonly<Record<string, CallRecord["protocol"]>> = {
  sip: "sip",
  h323: "h323",
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
/** Codecs write 32666 and more when they do not know. */
const absurdJitterMs = 32_666;

/**
 * CallHistoryId goes on through reboots, unlike CallId; a factory reset starts it again, so the start makes the key unique.
 * StartTimeUTC, never StartTime: the latter is local, without a zone.
 */
function toCall(entry: DocumentNode): ReadCall | null {
  const id = numberAt(entry, "CallHistoryId");
  const startedAt = Date.parse(textAt(entry, "StartTimeUTC") ?? "");
  if (id === null || Number.isNaN(startedAt)) return null;
  const durationS = numberAt(entry, "Duration") ?? 0;
  const isConnected = durationS > 0 && !/^(?:Missed|NoAnswer|Rejected)/.test(textAt(entry, "OccurrenceType") ?? "");
  const rateKbps = numberAt(entry, "CallRate");
  return {
    key: `${id}-${Math.floor(startedAt / 1000)}`,
    startedAt,
    durationS: isConnected ? durationS : 0,
    isConnected,
    direction: directions[textAt(entry, "Direction") ?? ""] ?? "unknown",
    protocol: protocols[(textAt(entry, "Protocol") ?? "").toLowerCase()] ?? "unknown",
    ...(rateKbps !== null && rateKbps > 0 ? { rateKbps } : {}),
    ...(isConnected ? qualityOfStreams(streams.map((stream) => streamOf(entry, stream))) : { quality: "not_told" }),
    farEndAddress: textAt(entry, "RemoteNumber"),
  };
}

/** From "lost/total", never from PacketLossPercent: it is rounded, and says 0 for a call that never was. */
function streamOf(entry: DocumentNode, { at, medium, direction }: (typeof streams)[number]): CallStream {
  const lossRatio = lossRatioOf(textAt(entry, `${at}/PacketLoss`));
  const maxJitterMs = saneJitter(numberAt(entry, `${at}/MaxJitter`));
  return { medium, direction, ...(lossRatio === null ? {} : { lossRatio }), ...(maxJitterMs === null ? {} : { maxJitterMs }) };
}

function saneJitter(value: number | null): number | null {
  return value !== null && Number.isInteger(value) && value >= 0 && value < absurdJitterMs ? value : null;
}

const source = "Cisco xAPI xCommand CallHistory Get, recorded on CE 9.6";
const command =
  '<Command><CallHistory><Get command="True"><DetailLevel>Full</DetailLevel><Limit>100</Limit><Offset>0</Offset></Get></CallHistory></Command>';

/** Get, never Recents: the latter groups repeated calls. */
export const ciscoCallHistory: Document = {
  path: "/putxml",
  format: "xml",
  ownership: {
    source: `${source}; a command that failed says so in its attribute status. An empty Command proves nothing`,
    of: eitherOf(withPlaces("Command/CallHistoryGetResult"), (tree) => (nodesAt(tree, "Command")[0] === "" ? "perhaps" : "not_ours")),
  },
  post: { type: "text/xml", text: command },
  isSlow: true,
  fields: [],
  calls: { at: "Command/CallHistoryGetResult/Entry[]", source, toCall },
};
