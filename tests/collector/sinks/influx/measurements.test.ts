import { describe, expect, it } from "vitest";
import { createDirectory } from "../../../../collector/directory/create-directory.ts";
import { firstInstanceNames } from "../../../../collector/sinks/influx/instance-names.ts";
import { agentPoint, readingPoint, stateCodes, statePoint } from "../../../../collector/sinks/influx/measurements.ts";
import { endpointStates } from "../../../../collector/sla/state-interval.ts";
import type { Reading } from "../../../../contract/observation.ts";
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
    expect(readingPoint({ ...stored, ...observation() }, smallDirectory, firstInstanceNames())).toEqual({
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

    expect(readingPoint({ ...stored, ...observation({ readings }) }, smallDirectory, firstInstanceNames()).fields).toMatchObject({
      stream_loss_ratio_audio_in: 0.02,
    });
  });

  it("is told of no more names than a codec can have: those made up later make no field, and take no other codec's place", () => {
    const mayBeNamed = firstInstanceNames();
    const fieldsOf = (endpoint: string, instances: readonly string[]) => {
      const readings: Reading[] = instances.map((instance) => ({ kind: "diagnostic_level", value: "error", instance }));
      return Object.keys(readingPoint({ ...stored, ...observation({ endpoint, readings }) }, smallDirectory, mayBeNamed).fields).filter(
        (name) => name.startsWith("diagnostic"),
      );
    };
    const madeUp = (from: number) => Array.from({ length: 40 }, (_, index) => `name-${from + index}`);

    expect(fieldsOf("ouessant-salle-1", madeUp(0))).toHaveLength(40);
    expect(fieldsOf("ouessant-salle-1", madeUp(40))).toHaveLength(24);
    expect(fieldsOf("ouessant-salle-1", madeUp(80))).toEqual([]);
    expect(fieldsOf("ouessant-salle-1", ["name-3"])).toEqual(["diagnostic_level_name_3"]);
    expect(fieldsOf("ouessant-salle-2", ["name-99"])).toEqual(["diagnostic_level_name_99"]);
  });

  it("says how an agent is doing, at the instant it was heard", () => {
    const point = agentPoint({ entry: 1, agent: "agent-ouessant", receivedAt: morning + 2_000, sentAt: morning, health }, smallDirectory);

    expect(point.tags).toEqual({ agent: "agent-ouessant", site: "ouessant-mairie" });
    expect(point.fields).toMatchObject({ version: "0.1.0", outbox_observations: 12, lost_observations: 0, clock_offset_seconds: -2 });
    expect(point.fields).toMatchObject({ polls: 1_000, poll_timeouts: 40, poll_seconds: 250, longest_poll_seconds: 6.1, kept_in: "disk" });
    expect(point.timestamp).toBe(morning + 2_000);
  });

  it("says what became of an agent's plan, and nothing of a plan that there is not", () => {
    const plan = { version: "5f0e8a1c93b7d246", state: "refused", reason: "too many endpoints" } as const;
    const report = { entry: 1, agent: "agent-ouessant", receivedAt: morning, sentAt: morning };
    const told = agentPoint({ ...report, health: { ...health, plan, oldestObservedAt: morning - 90_000 } }, smallDirectory);

    expect(told.fields).toMatchObject({ plan_version: plan.version, plan_state: "refused", plan_reason: plan.reason });
    expect(told.fields["outbox_oldest_timestamp_seconds"]).toBe((morning - 90_000) / 1000);
    const names = Object.keys(agentPoint({ ...report, health }, smallDirectory).fields);
    expect(names.filter((name) => name.startsWith("plan_") || name === "outbox_oldest_timestamp_seconds")).toEqual([]);
  });

  it("says no site of an agent that stands on none, and that one is out of the inventory only where it is", () => {
    const central = { id: "centre", vantage: "central", site: null, sites: ["ouessant-mairie"], tokenSha256: null } as const;
    const directory = createDirectory({ territories: [], sites: [], endpoints: [], agents: [central] });
    const tagsOf = (agent: string) => agentPoint({ entry: 1, agent, receivedAt: morning, sentAt: morning, health }, directory).tags;

    expect(tagsOf("centre")).toEqual({ agent: "centre" });
    expect(tagsOf("gone")).toEqual({ agent: "gone", site: "hors-inventaire" });
  });

  it("keeps the history of an endpoint that left the inventory", () => {
    const point = readingPoint({ ...stored, ...observation({ endpoint: "gone" }) }, smallDirectory, firstInstanceNames());

    expect(point.tags).toEqual({ endpoint: "gone", site: "hors-inventaire", territory: "hors-inventaire", question: "status" });
  });
});
