import type { CodecView } from "../../codec-view.ts";
import type { CurrentCall } from "../../life.ts";
import type { XmlItem, XmlTree } from "./xml.ts";

/** /Status/Call and /Status/MediaChannels: absent, not empty, outside a call. */
export function callNodes({ life, nowMs }: CodecView): XmlTree {
  const call = life.call;
  if (call === null) return {};
  const seconds = Math.max(0, Math.floor((nowMs - call.startedAtMs) / 1000));
  return {
    Call: [{ item: call.callId, is: callNode(call, seconds) }],
    MediaChannels: { Call: [{ item: call.callId, is: { Channel: channels(call, seconds) } }] },
  };
}

function callNode(call: CurrentCall, seconds: number): XmlTree {
  return {
    AnswerState: call.direction === "in" ? "Answered" : "Unanswered",
    CallType: "Video",
    CallbackNumber: call.farEnd,
    DeviceType: "Endpoint",
    Direction: call.direction === "in" ? "Incoming" : "Outgoing",
    DisplayName: call.farEnd.replace(/^sip:|@.*$/g, ""),
    Duration: seconds,
    Encryption: { Type: "Aes-128" },
    Protocol: call.protocol === "sip" ? "Sip" : "H323",
    ReceiveCallRate: call.rateKbps,
    RemoteNumber: call.farEnd,
    Status: "Connected",
    TransmitCallRate: call.rateKbps,
  };
}

function channels(call: CurrentCall, seconds: number): XmlItem[] {
  const channel = (item: number, type: "Audio" | "Video", direction: "Incoming" | "Outgoing", lossRatio: number): XmlItem => ({
    item,
    is: {
      Direction: direction,
      Encryption: "Aes-128",
      Netstat: netstat(call, type, seconds, lossRatio),
      Type: type,
      ...(type === "Video"
        ? { Video: { ChannelRole: "Main", FrameRate: 30, Protocol: "H264", ResolutionX: 1920, ResolutionY: 1080 } }
        : { Audio: { Mute: "False", Protocol: "AACLD" } }),
    },
  });
  return [
    channel(1, "Audio", "Incoming", call.lossRatio),
    channel(2, "Audio", "Outgoing", 0),
    channel(3, "Video", "Incoming", call.lossRatio),
    channel(4, "Video", "Outgoing", call.lossRatio / 2),
  ];
}

/** Counts since the start of the call; rates in bit/s, unlike everywhere else in the document. */
function netstat(call: CurrentCall, type: "Audio" | "Video", seconds: number, lossRatio: number): XmlTree {
  const packetsPerSecond = type === "Audio" ? 50 : 220;
  const bitsPerSecond = type === "Audio" ? 64_000 : (call.rateKbps - 64) * 1000;
  const total = packetsPerSecond * seconds;
  const lost = Math.round(total * lossRatio);
  return {
    Bytes: Math.round((bitsPerSecond / 8) * seconds),
    ChannelRate: bitsPerSecond,
    Drop: 0,
    Jitter: Math.round(call.maxJitterMs / 2),
    LastIntervalLost: Math.round(packetsPerSecond * 5 * lossRatio),
    LastIntervalReceived: packetsPerSecond * 5,
    Loss: lost,
    MaxJitter: call.maxJitterMs,
    Packets: total - lost,
  };
}
