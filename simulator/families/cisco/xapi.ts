import type { CodecView } from "../../codec-view.ts";
import { clockOf, occurrenceOf, type PastCall, writtenMs } from "../../life.ts";
import type { HttpAnswer, HttpQuestion } from "../family.ts";
import { dialectOf } from "./dialect.ts";
import { statusTree } from "./status.ts";
import { partOf, type XmlItem, type XmlTree, xmlDocument } from "./xml.ts";

/** The xAPI over HTTP: the whole status, a part of it, and the call history. */
export function ciscoXapi(question: HttpQuestion, codec: CodecView): HttpAnswer {
  switch (`${question.method} ${question.path}`) {
    case "GET /status.xml":
      return xml(statusDocument(codec, statusTree(codec)));
    case "GET /getxml":
      return location(question.query.get("location") ?? "", codec);
    case "POST /putxml":
      return command(question.body, codec);
    default:
      return { status: 404, contentType: "text/html", body: "<html><body>404 Not Found</body></html>" };
  }
}

function location(path: string, codec: CodecView): HttpAnswer {
  const [root, ...steps] = path.split("/").filter((step) => step !== "");
  if (root !== "Status") return xml(xmlDocument("EmptyResult", {}, {}));
  const tree = statusTree(codec);
  return xml(statusDocument(codec, steps.length === 0 ? tree : partOf(tree, steps)));
}

function statusDocument({ identity }: CodecView, tree: XmlTree): string {
  const apiVersion = dialectOf(identity.firmware) === "tc" ? "1" : "4";
  return xmlDocument("Status", { product: "Cisco Codec", version: identity.firmware, apiVersion }, tree);
}

function command(body: string, codec: CodecView): HttpAnswer {
  if (!/<CallHistory>\s*<Get\b/.test(body)) return xml(xmlDocument("Command", {}, { Result: { Reason: "Unknown command" } }));
  const offset = numberIn(body, "Offset") ?? 0;
  const newestFirst = codec.life.history.toReversed();
  const chosen = newestFirst.slice(offset, offset + (numberIn(body, "Limit") ?? newestFirst.length));
  const entries = chosen.map((call, item) => ({ item, is: historyEntry(call, clockOf(codec)) }));
  const result: XmlTree = { Entry: entries satisfies XmlItem[], ResultInfo: { Offset: offset, Limit: numberIn(body, "Limit") ?? 65_534 } };
  // The one element of the answer whose status is an attribute.
  const document = xmlDocument("Command", {}, { CallHistoryGetResult: result });
  return xml(document.replace("<CallHistoryGetResult>", '<CallHistoryGetResult status="OK">'));
}

/** Words and codes of the API guides: the SIP status, or the cause of Q.850 for H.323. */
const failures = {
  busy: { type: "RemoteBusy", sip: 486, q850: 17 },
  no_answer: { type: "RemoteNoAnswer", sip: 408, q850: 19 },
  rejected: { type: "RemoteRejected", sip: 603, q850: 21 },
  unreachable: { type: "UnknownRemoteSite", sip: 404, q850: 3 },
  network: { type: "NetworkRejected", sip: 503, q850: 41 },
  rolled_over: { type: "NetworkRejected", sip: 503, q850: 3 },
} as const;

function endOf({ failure, isConnected, protocol }: PastCall): XmlTree {
  if (failure === undefined) {
    const type = isConnected ? "LocalDisconnect" : "Timeout";
    return { DisconnectCause: "", DisconnectCauseCode: 0, DisconnectCauseOrigin: "Internal", DisconnectCauseType: type };
  }
  const { type, sip, q850 } = failures[failure];
  return {
    DisconnectCause: type,
    DisconnectCauseCode: protocol === "sip" ? sip : q850,
    DisconnectCauseOrigin: protocol === "sip" ? "SIP" : "Q850",
    DisconnectCauseType: type,
  };
}

const occurrenceWords = { missed: "Missed", received: "Received", placed: "Placed" } as const;

function historyEntry(call: PastCall, nowMs: number): XmlTree {
  const start = new Date(writtenMs(call)).toISOString().slice(0, 19);
  const end = new Date(writtenMs(call) + call.durationS * 1000).toISOString().slice(0, 19);
  const direction = call.direction === "in" ? "Incoming" : "Outgoing";
  return {
    CallHistoryId: call.historyId,
    CallId: call.callId,
    RemoteNumber: call.farEnd,
    CallbackNumber: call.farEnd,
    DisplayName: call.farEnd.replace(/^sip:|@.*$/g, ""),
    Direction: direction,
    Protocol: call.protocol === "sip" ? "Sip" : "H323",
    CallRate: call.rateKbps,
    CallType: "Video",
    EncryptionType: call.isConnected ? "AES-128" : "None",
    Duration: call.durationS,
    StartTime: start,
    StartTimeUTC: `${start}Z`,
    EndTime: end,
    EndTimeUTC: `${end}Z`,
    DaysAgo: Math.floor((nowMs - writtenMs(call)) / 86_400_000),
    ...endOf(call),
    Video: { Incoming: losses(call, 220, call.lossRatio), Outgoing: losses(call, 220, call.lossRatio / 2) },
    Audio: { Incoming: losses(call, 50, call.lossRatio), Outgoing: losses(call, 50, 0) },
    OccurrenceType: call.failure === "no_answer" ? "NoAnswer" : occurrenceWords[occurrenceOf(call)],
    IsAcknowledged: "Acknowledged",
    RoomAnalytics: { PeopleCount: "N/A" },
  };
}

/** A call that never connected has no packets: the codec then says N/A, and still 0 percent. */
function losses(call: PastCall, packetsPerSecond: number, lossRatio: number): XmlTree {
  if (!call.isConnected) return { PacketLoss: "N/A", PacketLossPercent: 0, MaxJitter: "N/A" };
  const total = call.durationS * packetsPerSecond;
  const lost = Math.round(total * lossRatio);
  return { PacketLoss: `${lost}/${total}`, PacketLossPercent: Math.ceil(lossRatio * 100), MaxJitter: call.maxJitterMs };
}

function numberIn(body: string, name: string): number | null {
  const digits = new RegExp(`<${name}>\\s*(\\d+)\\s*</${name}>`).exec(body)?.[1];
  return digits === undefined ? null : Number(digits);
}

function xml(body: string): HttpAnswer {
  return { status: 200, contentType: "text/xml", body };
}
