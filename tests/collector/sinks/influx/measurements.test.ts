import { describe, expect, it } from "vitest";
import { agentPoint, readingPoint, stateCodes, statePoint } from "../../../../collector/sinks/influx/measurements.ts";
import { endpointStates } from "../../../../collector/sla/state-interval.ts";
import { health, morning, observation, smallDirectory } from "../small-world.ts";

const where = { endpoint: "ouessant-salle-1", site: "ouessant-mairie", territory: "ouessant" };
const stored = { entry: 1, agent: "agent-ouessant", receivedAt: morning + 2_000 };
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

  it("names the figures of a stream after the stream", () => {
    const readings = [{ kind: "stream_loss_ratio", value: 0.02, instance: "audio-in" }] as const;

    expect(readingPoint({ ...stored, ...observation({ readings }) }, smallDirectory).fields).toMatchObject({
      stream_loss_ratio_audio_in: 0.02,
    });
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
