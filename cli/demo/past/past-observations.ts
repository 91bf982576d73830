import type { ToldFarEnd } from "../../../agent/far-ends/far-ends.ts";
import { type CallRecord, type CallStream, qualityOfStreams } from "../../../contract/call.ts";
import type { Observation, Reading } from "../../../contract/observation.ts";
import type { PastCall } from "../../../simulator/life.ts";
import { type CodecPast, canCall, type SitePast } from "./plan-past.ts";
import { dayMs, insideOf, minuteMs, type Span } from "./span.ts";

/** What leaves the agent instead of an address. */
export type TellFarEnd = (address: string, startedAt: number) => ToldFarEnd;

export const stepMs = 5 * minuteMs;
const intervalS = stepMs / 1000;
const retryWithinMs = 30_000;

/** The last month first: what a newcomer looks at has something to say within seconds. Then the rest, oldest first. */
export function stretchesOf(period: Span): Span[] {
  const recentMs = Math.max(period.fromMs, period.toMs - 31 * dayMs);
  return [
    { fromMs: recentMs, toMs: period.toMs },
    { fromMs: period.fromMs, toMs: recentMs },
  ];
}

/** Every poll of one site in a stretch of time, in order. */
export function* pastObservations(past: SitePast, stretch: Span, tellFarEnd: TellFarEnd): Generator<Observation> {
  const isAgentAway = insideOf(past.agentGaps);
  const tellers = past.codecs.map((codec, index) => tellerOf(codec, index, stretch, tellFarEnd));
  for (let atMs = stretch.fromMs; atMs < stretch.toMs; atMs += stepMs) {
    if (isAgentAway(atMs)) continue;
    for (const tell of tellers) yield* tell(atMs);
  }
}

/** How many observations of states; those of calls are few. */
export function countStates(past: SitePast, period: Span): number {
  const isAgentAway = insideOf(past.agentGaps);
  let steps = 0;
  for (let atMs = period.fromMs; atMs < period.toMs; atMs += stepMs) if (!isAgentAway(atMs)) steps += 1;
  return steps * past.codecs.length;
}

type Teller = (atMs: number) => Observation[];

/** What one codec said at growing instants: its state, and its history once a call is over. */
function tellerOf(past: CodecPast, index: number, stretch: Span, tellFarEnd: TellFarEnd): Teller {
  const isSilent = insideOf(past.silences);
  const readingsAt = readingsOf(past);
  const { codec } = past;
  const hasWeb = canCall(codec);
  const retries = retriesOf(past.calls);
  const toTell = past.calls.filter((call) => endOf(call) >= stretch.fromMs - stepMs && endOf(call) < stretch.toMs);
  return (stepAtMs) => {
    const atMs = stepAtMs + index * 700;
    const silent = isSilent(atMs);
    const outcome = silent ? "silent" : "answered";
    const channels: Observation["channels"] = hasWeb ? { snmp: outcome, http: outcome } : { snmp: outcome };
    const common = { endpoint: codec.id, clockMs: clockOrigin, intervalS, channels };
    const state: Observation = {
      ...common,
      question: "state",
      observedAt: atMs,
      elapsedMs: silent ? 4_000 : 20 + Math.floor((atMs / stepMs) % 80),
      readings: silent ? [] : readingsAt(atMs),
      calls: [],
    };
    if (silent) return [state];
    const told: Observation[] = [];
    for (let call = toTell[0]; call !== undefined && endOf(call) < atMs; call = toTell[0]) {
      toTell.shift();
      const firstTry = retries.get(call);
      told.push({
        ...common,
        question: "history",
        observedAt: atMs + 300,
        elapsedMs: 90,
        readings: [],
        calls: [{ ...callRecord(call, past, tellFarEnd), ...(firstTry === undefined ? {} : { retryOf: firstTry }) }],
      });
    }
    return [state, ...told];
  };
}

/** One clock for the whole past: nothing was ever stepped. */
export const clockOrigin = Date.UTC(2016, 0, 1);

function readingsOf(past: CodecPast): (atMs: number) => Reading[] {
  const { codec, bootsMs, calls } = past;
  const isUnregistered = insideOf(past.lostRegistrations);
  const isBlind = insideOf(past.failedCameras);
  const isInCall = insideOf(calls.map((call) => ({ fromMs: call.startedAtMs, toMs: endOf(call) })));
  // Codecs that speak for themselves over the web; of the others the SNMP agent's uptime is all that is known.
  const uptimeKind = codec.family === "cisco-ce" || codec.family === "poly-videoos" ? "uptime_seconds" : "snmp_uptime_seconds";
  let boot = 0;
  return (atMs) => {
    while ((bootsMs[boot + 1] ?? Number.POSITIVE_INFINITY) <= atMs) boot += 1;
    const uptime: Reading = { kind: uptimeKind, value: Math.floor((atMs - (bootsMs[boot] ?? atMs)) / 1000) };
    if (!canCall(codec)) return [uptime];
    const camera: Reading = { kind: "camera_state", value: isBlind(atMs) ? "failed" : "ok" };
    return [
      uptime,
      { kind: "active_calls", value: isInCall(atMs) ? 1 : 0 },
      { kind: "sip_registration", value: isUnregistered(atMs) ? "failed" : "registered" },
      ...(codec.family === "poly-videoos" ? [camera] : []),
    ];
  };
}

/** By the second try of a call that did not get through, the key of the first: what the agent finds in the history. */
function retriesOf(calls: readonly PastCall[]): ReadonlyMap<PastCall, string> {
  const retries = new Map<PastCall, string>();
  calls.forEach((call, index) => {
    const before = calls[index - 1];
    if (before?.failure === undefined || before.farEnd !== call.farEnd) return;
    if (call.startedAtMs - endOf(before) <= retryWithinMs) retries.set(call, keyOf(before));
  });
  return retries;
}

function keyOf({ historyId, startedAtMs }: PastCall): string {
  return `${historyId}-${Math.floor(startedAtMs / 1000)}`;
}

/** Worded as the family's driver words it, so that the codec's own history, read later, tells the same call. */
function callRecord(call: PastCall, { codec }: CodecPast, tellFarEnd: TellFarEnd): CallRecord {
  const isPoly = codec.family === "poly-videoos";
  return {
    key: keyOf(call),
    startedAt: call.startedAtMs,
    endedAt: endOf(call),
    durationS: call.durationS,
    isConnected: call.isConnected,
    direction: call.direction,
    protocol: isPoly ? "unknown" : call.protocol,
    cause: call.isConnected ? "normal" : (call.failure ?? "no_answer"),
    ...(call.rateKbps > 0 ? { rateKbps: call.rateKbps } : {}),
    ...(call.isConnected && codec.family === "cisco-ce" ? { isEncrypted: true } : {}),
    ...(call.isConnected && !isPoly ? qualityOfStreams(streamsOf(call)) : { quality: "not_told" }),
    ...tellFarEnd(call.farEnd, call.startedAtMs),
  };
}

/** What is lost of a whole number of packets, as the simulated codecs count them. */
function streamsOf({ durationS, lossRatio, maxJitterMs }: PastCall): CallStream[] {
  const stream = (
    medium: CallStream["medium"],
    direction: CallStream["direction"],
    packetsPerSecond: number,
    ratio: number,
  ): CallStream => {
    const packets = durationS * packetsPerSecond;
    return { medium, direction, lossRatio: Math.round(packets * ratio) / packets, maxJitterMs };
  };
  return [
    stream("video", "in", 220, lossRatio),
    stream("video", "out", 220, lossRatio / 2),
    stream("audio", "in", 50, lossRatio),
    stream("audio", "out", 50, 0),
  ];
}

function endOf(call: PastCall): number {
  return call.startedAtMs + call.durationS * 1000;
}
