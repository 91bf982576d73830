import { describe, expect, it } from "vitest";
import { agentPoint, callPoint, readingPoint, stateCodes, statePoint } from "../../../../collector/sinks/influx/measurements.ts";
import { endpointStates } from "../../../../collector/sla/state-interval.ts";
import { health, morning, observation, smallDirectory } from "../small-world.ts";

const where = { endpoint: "ouessant-salle-1", site: "ouessant-mairie", territory: "ouessant" };
const stored = { entry: 1, agent: "agent-ouessant", receivedAt: morning + 2_000 };
const call = {
  entry: 1,
  endpoint: "ouessant-salle-1",
  leg: 1,
  key: "call-1",
  startedAt: morning,
  durationS: 1_800,
  isConnected: true,
  direction: "in",
  protocol: "sip",
  quality: "measured",
  rateKbps: 1_920,
  lossRatio: 0.01,
  maxJitterMs: 45,
  farEnd: "0123456789abcdef",
} as const;

describe("what InfluxDB is told", () => {
  it("says when the state changed, in words and as a number", () => {
    const point = statePoint(
      { entry: 1, endpoint: "ouessant-salle-1", at: 1_788_249_600, state: "down", cause: "silent_confirmed" },
      smallDirectory,
    );

    expect(point).toEqual({
      measurement: "endpoint_state",
      tags: where,
      fields: { state: "down", state_code: 3, cause: "silent_confirmed" },
      timestamp: morning,
    });
  });

  it("has one number for each state", () => {
    expect(new Set(endpointStates.map((state) => stateCodes[state])).size).toBe(endpointStates.length);
  });

  it("says what a poll read, at the instant of the poll", () => {
    expect(readingPoint({ ...stored, ...observation() }, smallDirectory)).toEqual({
      measurement: "endpoint_reading",
      tags: { ...where, question: "status" },
      fields: {
        outcome: "answered",
        elapsed_ms: 42,
        snmp_outcome: "answered",
        http_outcome: "silent",
        uptime_seconds: 86_400,
        temperature_celsius: 41,
        camera_state_1: "ok",
        model: "SX20",
      },
      timestamp: morning,
    });
  });

  it("keeps the far end of a call to itself, even as a hash", () => {
    const point = callPoint(call, smallDirectory);

    expect(JSON.stringify(point)).not.toContain(call.farEnd);
    expect(point.fields).toEqual({
      duration_seconds: 1_800,
      connected: 1,
      rate_bits_per_second: 1_920_000,
      loss_ratio: 0.01,
      max_jitter_seconds: 0.045,
    });
    expect(point.tags).toEqual({ ...where, direction: "in", protocol: "sip", leg: "1" });
    expect(point.timestamp).toBe(morning);
  });

  it("says how an agent is doing, at the instant it was heard", () => {
    const point = agentPoint({ entry: 1, agent: "agent-ouessant", receivedAt: morning + 2_000, sentAt: morning, health }, smallDirectory);

    expect(point.tags).toEqual({ agent: "agent-ouessant", site: "ouessant-mairie" });
    expect(point.fields).toMatchObject({ version: "0.1.0", outbox_observations: 12, lost_observations: 0, delivery_delay_seconds: 2 });
    expect(point.timestamp).toBe(morning + 2_000);
  });

  it("keeps the history of an endpoint that left the inventory", () => {
    const point = readingPoint({ ...stored, ...observation({ endpoint: "gone" }) }, smallDirectory);

    expect(point.tags).toEqual({ endpoint: "gone", site: "hors-inventaire", territory: "hors-inventaire", question: "status" });
  });
});
