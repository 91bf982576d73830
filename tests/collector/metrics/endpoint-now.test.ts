import { describe, expect, it } from "vitest";
import { endpointNow } from "../../../collector/metrics/endpoint-now.ts";
import { availabilityOf } from "../../../collector/sla/availability.ts";
import { noFigures } from "../../../collector/states/figures.ts";
import type { EndpointPresent } from "../../../collector/states/present.ts";
import { directoryOf, morning } from "./small-source.ts";

const endpoint = { id: "salle-haute", name: "Salle haute", site: "ouessant-mairie" };
const reading = (kind: string, value: number | string) => ({ kind, instance: null, value, observedAt: morning, intervalS: 60 });

const present: EndpointPresent = {
  endpoint,
  state: "up",
  cause: "answered",
  since: morning,
  lastObservedAt: morning,
  lastProofAt: morning,
  readings: [reading("uptime_seconds", 60), reading("model", "SX20")],
  channels: [{ channel: "snmp", state: "answered", observedAt: morning, isCurrent: true }],
  refusals: [],
  restarts: {},
  connectedCalls: 3,
  ...noFigures,
  today: availabilityOf([], 0, 60),
};

describe("an endpoint as metrics tell it", () => {
  it("is where the inventory says, with what the codec said of itself", () => {
    expect(endpointNow(present, directoryOf([endpoint]))).toMatchObject({
      endpoint: "salle-haute",
      site: "ouessant-mairie",
      territory: "ouessant",
      sinceS: morning / 1000,
      uptimeSeconds: 60,
      activeCalls: null,
      model: "SX20",
      firmware: null,
      availabilityToday: { ratio: null, coverage: 0 },
    });
  });

  it("has run for as long as its SNMP agent where the codec itself does not say", () => {
    const snmpOnly = { ...present, readings: [reading("snmp_uptime_seconds", 90)] };

    expect(endpointNow(snmpOnly, directoryOf([endpoint]))?.uptimeSeconds).toBe(90);
    expect(
      endpointNow({ ...present, readings: [...snmpOnly.readings, reading("uptime_seconds", 60)] }, directoryOf([endpoint]))?.uptimeSeconds,
    ).toBe(60);
  });

  it("has streams while it is in a call, by the names the contract gives them", () => {
    const stream = (instance: string | null) => ({ ...reading("stream_loss_ratio", 0.1), instance });
    const streams = [
      stream("audio-in"),
      stream("presentation-out"),
      stream(null),
      stream("someone-else"),
      { ...stream("video-in"), kind: "stream_resolution", value: "1920x1080" },
    ];
    const during = (activeCalls: number) =>
      endpointNow({ ...present, readings: [...streams, reading("active_calls", activeCalls)] }, directoryOf([endpoint]))?.streams;

    expect(during(1)?.map(({ stream: name }) => name)).toEqual(["audio-in", "presentation-out", "all"]);
    expect(during(0)).toEqual([]);
  });

  it("counts the failed of each part it says something of", () => {
    const camera = (instance: string, word: string) => ({ ...reading("camera_state", word), instance });
    const words = [
      camera("1", "ok"),
      camera("2", "failed"),
      reading("sip_registration", "registered"),
      reading("temperature_state", "high"),
    ];
    const parts = endpointNow({ ...present, readings: [...present.readings, ...words] }, directoryOf([endpoint]))?.failedParts;

    expect(parts).toEqual([
      { part: "camera", failed: 1 },
      { part: "sip_registration", failed: 0 },
      { part: "temperature", failed: 1 },
    ]);
  });

  it("does not pass on what a channel did too long ago", () => {
    const old = { ...present, channels: present.channels.map((channel) => ({ ...channel, isCurrent: false })) };

    expect(endpointNow(old, directoryOf([endpoint]))?.channels).toEqual([]);
  });

  it("is nothing when the inventory does not know its site", () => {
    expect(endpointNow({ ...present, endpoint: { ...endpoint, site: "nowhere" } }, directoryOf([endpoint]))).toBeNull();
  });
});
