import type { CallRecord } from "../../../contract/call.ts";
import type { Observation, Reading } from "../../../contract/observation.ts";
import type { PastCall } from "../../../simulator/life.ts";
import { type CodecPast, canCall, type SitePast } from "./plan-past.ts";
import { dayMs, insideOf, minuteMs, type Span } from "./span.ts";

export const stepMs = 5 * minuteMs;
const intervalS = stepMs / 1000;

/** The last month first: what a newcomer looks at has something to say within seconds. Then the rest, oldest first. */
export function stretchesOf(period: Span): Span[] {
  const recentMs = Math.max(period.fromMs, period.toMs - 31 * dayMs);
  return [
    { fromMs: recentMs, toMs: period.toMs },
    { fromMs: period.fromMs, toMs: recentMs },
  ];
}

/** Every poll of one site in a stretch of time, in order. */
export function* pastObservations(past: SitePast, stretch: Span, hashFarEnd: (address: string) => string | null): Generator<Observation> {
  const isAgentAway = insideOf(past.agentGaps);
  const tellers = past.codecs.map((codec, index) => tellerOf(codec, index, stretch, hashFarEnd));
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
function tellerOf(past: CodecPast, index: number, stretch: Span, hashFarEnd: (address: string) => string | null): Teller {
  const isSilent = insideOf(past.silences);
  const readingsAt = readingsOf(past);
  const { codec } = past;
  const hasWeb = canCall(codec);
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
      told.push({
        ...common,
        question: "history",
        observedAt: atMs + 300,
        elapsedMs: 90,
        readings: [],
        calls: [callRecord(call, past, hashFarEnd)],
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
  let boot = 0;
  return (atMs) => {
    while ((bootsMs[boot + 1] ?? Number.POSITIVE_INFINITY) <= atMs) boot += 1;
    const uptime: Reading = { kind: "uptime_seconds", value: Math.floor((atMs - (bootsMs[boot] ?? atMs)) / 1000) };
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

/** Worded as the family's driver words it, so that the codec's own history, read later, tells the same call. */
function callRecord(call: PastCall, { codec }: CodecPast, hashFarEnd: (address: string) => string | null): CallRecord {
  const farEnd = hashFarEnd(call.farEnd);
  const isCisco = codec.family === "cisco-ce";
  return {
    key: `${call.historyId}-${Math.floor(call.startedAtMs / 1000)}`,
    startedAt: call.startedAtMs,
    durationS: call.durationS,
    isConnected: call.isConnected,
    direction: call.direction,
    protocol: isCisco ? call.protocol : "unknown",
    ...(call.rateKbps > 0 ? { rateKbps: call.rateKbps } : {}),
    ...(isCisco && call.isConnected
      ? { quality: "measured", lossRatio: call.lossRatio, maxJitterMs: call.maxJitterMs }
      : { quality: "not_told" }),
    ...(farEnd === null ? {} : { farEnd }),
  };
}

function endOf(call: PastCall): number {
  return call.startedAtMs + call.durationS * 1000;
}
