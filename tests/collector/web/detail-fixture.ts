import type { Restart, StoredCall, StoredEvent } from "../../../collector/ledger/port.ts";
import type { EndpointDetail, EndpointOverview } from "../../../collector/web/overview.ts";
import { fixedNow } from "./fleet-fixture.ts";

const hour = 3_600_000;

/** The same, in the middle of a call, with everything somebody should look at. */
export function troubledDetail(now: number = fixedNow): EndpointDetail {
  const read = { observedAt: now - 22_000, intervalS: 60 };
  const figures = (instance: string, loss: number, jitter: number, rate: number) => [
    { kind: "stream_loss_ratio", instance, value: loss, ...read },
    { kind: "stream_jitter_milliseconds", instance, value: jitter, ...read },
    { kind: "stream_rate_bits_per_second", instance, value: rate, ...read },
  ];
  return {
    ...detail(now),
    readings: [
      ...detail(now).readings,
      ...figures("presentation-in", 0, 4, 768_000),
      ...figures("video-in", 0.0342, 31.4, 1_152_000),
      ...figures("audio-out", 0.00002, 2, 64_000),
      ...figures("audio-in", 0.004, 12, 64_000),
      { kind: "stream_resolution", instance: "video-in", value: "1920x1080", ...read },
      { kind: "stream_frames_per_second", instance: "video-in", value: 29.5, ...read },
      { kind: "stream_latency_milliseconds", instance: "video-in", value: 86, ...read },
      { kind: "tls_state", instance: null, value: "accepted", ...read },
      { kind: "clock_offset_seconds", instance: null, value: 3_723, ...read },
      { kind: "time_service_state", instance: null, value: "failed", ...read },
      { kind: "history_state", instance: null, value: "gap", ...read },
      { kind: "service_state", instance: "directory", value: "failed", ...read },
      { kind: "service_state", instance: "sip-proxy-2", value: "ok", ...read },
      { kind: "touch_panel_state", instance: null, value: "ok", ...read },
      { kind: "diagnostic_level", instance: "HTTPFeedbackFailed", value: "warning", ...read },
      { kind: "diagnostic_level", instance: "CameraSoftwareVersion", value: "error", ...read },
    ],
  };
}

/** One that began `hoursAgo`. */
function restart(hoursAgo: number, kind: Restart["kind"]): Restart {
  const at = fixedNow - hoursAgo * hour;
  return { at, kind, lastBeforeAt: at - 45_000, firstAfterAt: at + 75_000, uptimeBeforeS: 86_400 * 12, uptimeAfterS: 75 };
}

/** A day with an outage, a degradation and a hole, as the ledger tells it. */
export function detail(now: number = fixedNow): EndpointDetail {
  const at = (hours: number) => Math.floor((now - hours * hour) / 1000);
  const part = (fromHours: number, toHours: number, state: EndpointOverview["state"], cause: EndpointOverview["cause"]) => ({
    from: at(fromHours),
    to: at(toHours),
    state,
    cause,
    evidence: { firstObservedAt: at(fromHours) * 1000, lastObservedAt: at(toHours) * 1000 },
  });
  const cutOff = part(7.5, 6, "site", "site_network");
  const cut = gatewayCut(now - 7.6 * hour, now - 5.95 * hour);
  const lastDay = [
    part(24, 15, "up", "answered"),
    part(15, 13.5, "degraded", "registration_failed"),
    part(13.5, 9, "up", "answered"),
    { ...cutOff, evidence: { ...cutOff.evidence, events: [cut.event.id], dissent: "agent-central" } },
    part(6, 3.2, "up", "answered"),
    part(3.2, 0, "down", "silent_confirmed"),
  ];
  const read = now - 22_000;
  return {
    lastDay,
    intervals: [part(80, 15, "up", "answered"), ...lastDay.slice(1)],
    events: [cut],
    restarts: [restart(6, "codec"), restart(40, "snmp_agent"), restart(400, "codec_or_snmp_agent")],
    newestCalls: measuredCallsOf(),
    lastCalls: { call: fixedNow - 70 * hour, test: null },
    connectedCalls: 1_234,
    readings: [
      { kind: "uptime_seconds", instance: null, value: 273_840, observedAt: read, intervalS: 300 },
      { kind: "system_state", instance: null, value: "ready", observedAt: read, intervalS: 300 },
      { kind: "sip_registration", instance: null, value: "failed", observedAt: read, intervalS: 300 },
      { kind: "camera_state", instance: "1", value: "ok", observedAt: read, intervalS: 300 },
      { kind: "temperature_celsius", instance: null, value: 47.5, observedAt: read, intervalS: 300 },
      { kind: "network_speed_bits_per_second", instance: "1", value: 1_000_000_000, observedAt: read, intervalS: 300 },
      { kind: "clock_offset_seconds", instance: null, value: -2, observedAt: now - 3 * hour, intervalS: 300 },
      { kind: "total_calls", instance: null, value: 1_234, observedAt: now - 3 * hour, intervalS: 300 },
      { kind: "serial", instance: null, value: "FTT0000TEST", observedAt: now - 9 * hour, intervalS: 300 },
    ],
  };
}

function gatewayCut(from: number, to: number): StoredEvent {
  const instant = (at: number) => ({ at, clockMs: 0, boot: "cafe0123" });
  const event = { id: "a".repeat(16), kind: "silence", witness: "gateway", from: instant(from), to: instant(to) } as const;
  return { entry: 1, agent: "agent-2", receivedAt: to, event, from, to };
}

/** One of which all was told, and one too short to be classified. */
function measuredCallsOf(): StoredCall[] {
  const call: StoredCall = {
    entry: 1,
    endpoint: "ouessant-salle-1",
    leg: 0,
    trueStartedAt: fixedNow - 70 * hour - 1_800_000,
    startedAt: fixedNow - 70 * hour - 1_800_000,
    isImported: false,
    key: "call-1",
    durationS: 1_800,
    isConnected: true,
    direction: "in",
    protocol: "sip",
    quality: "measured",
    maxJitterMs: 45,
    maxLatencyMs: 80,
    streams: [
      { medium: "video", direction: "in", lossRatio: 0.002 },
      { medium: "audio", direction: "in", lossRatio: 0.001 },
    ],
  };
  return [call, { ...call, entry: 2, key: "call-2", durationS: 30, trueStartedAt: fixedNow - 90 * hour }];
}
