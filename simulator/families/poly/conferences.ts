import type { CodecView } from "../../codec-view.ts";
import { type CurrentCall, writtenMs } from "../../life.ts";

/** Always one pseudo conference that waits for a call, plus the real one during a call, as the codec shows it. */
export function conferences({ life, nowMs }: CodecView): unknown {
  const waiting = conference("PENDING", null, []);
  return life.call === null ? [waiting] : [activeConference(life.call, nowMs), waiting];
}

/** Media of a conference, or null where there is no such conference. */
export function mediaStats({ life, nowMs }: CodecView, id: string): unknown {
  const call = life.call;
  if (call === null || id !== conferenceId(call)) return null;
  const seconds = (nowMs - call.startedAtMs) / 1000;
  const stream = (
    mediaDirection: string,
    mediaType: string,
    actualBitRate: number,
    packetsPerSecond: number,
    lossRatio: number,
  ): unknown => ({
    actualBitRate,
    actualFrameRate: mediaType === "VIDEO" ? "30.0" : "0.0",
    jitter: call.maxJitterMs,
    mediaAlgorithm: mediaType === "VIDEO" ? "H.264" : "Siren 22",
    mediaDirection,
    mediaFormat: mediaType === "VIDEO" ? "1080p" : "",
    mediaType,
    packetLoss: Math.round(seconds * packetsPerSecond * lossRatio),
    percentPacketLoss: Math.round(lossRatio * 10_000) / 100,
  });
  return [
    stream("RX", "AUDIO", 64, 50, call.lossRatio),
    stream("TX", "AUDIO", 64, 50, 0),
    stream("RX", "VIDEO", call.rateKbps - 64, 220, call.lossRatio),
    stream("TX", "VIDEO", call.rateKbps - 64, 220, call.lossRatio / 2),
  ];
}

function activeConference(call: CurrentCall, nowMs: number): unknown {
  const id = conferenceId(call);
  const duration = Math.floor((nowMs - call.startedAtMs) / 1000);
  const connection = {
    address: call.farEnd,
    answerable: false,
    callInfo: call.protocol.toUpperCase(),
    callType: call.protocol.toUpperCase(),
    causeCode: 0,
    duration,
    encrypted: true,
    id: String(call.callId),
    incoming: call.direction === "in",
    mediaType: "AUDIOVIDEO",
    parentConfId: id,
    percentConnected: 100,
    rate: call.rateKbps,
    startTime: writtenMs(call),
    state: "CONNECTED",
    type: "ENDPOINT",
  };
  return { ...conference(id, call.startedAtMs, [connection]), duration, isActive: true, isPendingConference: false };
}

function conference(id: string, startTime: number | null, connections: readonly unknown[]) {
  return {
    capabilities: null,
    connections,
    duration: 0,
    holdState: "NOTHELD",
    id,
    isActive: false,
    isHolding: false,
    isMute: false,
    isPendingConference: true,
    isWaitingInLobby: false,
    startTime,
    terminals: [],
    totalParticipants: 0,
  };
}

function conferenceId(call: CurrentCall): string {
  return String(call.callId - 2);
}
