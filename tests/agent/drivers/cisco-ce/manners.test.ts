import { describe, expect, it } from "vitest";
import { inStatus, watchCodec } from "./watched-codec.ts";

const codecWith = (activeCalls: number) =>
  watchCodec({
    "/getxml?location=/Status/SystemUnit": inStatus(
      `<SystemUnit><State><NumberOfActiveCalls>${activeCalls}</NumberOfActiveCalls></State><Uptime>1</Uptime></SystemUnit>`,
    ),
    "/getxml?location=/Status/Time": inStatus("<Time><SystemTime>2026-03-02T11:00:00+0100</SystemTime></Time>"),
    "/getxml?location=/Status/MediaChannels": inStatus(""),
  });
/** Without a password: who is there. */
const look = "GET /";
const everyMinute = ["GET /getxml?location=/Status/SystemUnit", "GET /getxml?location=/Status/Time"];

describe("a Cisco codec asked every minute", () => {
  it("is asked for two small documents while nobody calls, never for its whole status", async () => {
    const codec = await codecWith(0);

    await codec.ask("state");

    expect(codec.requests).toEqual([look, ...everyMinute]);
  });

  it("is asked for its media too during a call, once, though a call through another's cloud shows none", async () => {
    const codec = await codecWith(1);

    const { observation, notes } = await codec.ask("state");

    expect(codec.requests).toEqual([look, ...everyMinute, "GET /getxml?location=/Status/MediaChannels"]);
    expect(observation.readings.map(({ kind }) => kind)).toEqual(["uptime_seconds", "active_calls", "clock_offset_seconds"]);
    expect(notes).toEqual({});
  });
});
