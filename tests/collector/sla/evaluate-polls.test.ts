import { describe, expect, it } from "vitest";
import { evaluate } from "./evaluate-scenario.ts";

describe("a row of polls", () => {
  const row = (seconds: number, samples: readonly [offsetSeconds: number, uptimeSeconds: number | null][]) =>
    evaluate({
      polls: {
        intervalSeconds: 60,
        holdSeconds: 180,
        confirmFailures: 3,
        start: "2026-04-14T08:00:00Z",
        end: new Date(Date.UTC(2026, 3, 14, 8) + seconds * 1000).toISOString(),
        samples: samples.map(([offsetSeconds, uptimeSeconds]) =>
          uptimeSeconds === null ? { offsetSeconds, outcome: "silent" } : { offsetSeconds, outcome: "answered", uptimeSeconds },
        ),
      },
    });

  it("dates an outage from the first of three silences", () => {
    const told = row(360, [
      [0, 5000],
      [60, null],
      [120, null],
      [180, null],
      [240, 95],
      [300, 155],
    ]);

    expect(told).toMatchObject({ seconds: { up: 180, down: 180, unknown: 0 }, downOffsets: [[60, 240]], reboots: 1, microOutages: 0 });
  });

  it("sees a quick reboot by its uptime alone, and none where the counter of the uptime wraps", () => {
    expect(
      row(180, [
        [0, 5000],
        [60, 20],
        [120, 80],
      ]),
    ).toMatchObject({ seconds: { up: 180 }, reboots: 1 });
    expect(
      row(120, [
        [0, 42_949_650],
        [60, 37],
      ]),
    ).toMatchObject({ reboots: 0 });
  });

  it("counts two silences between answers as a micro-outage, not as downtime", () => {
    expect(
      row(240, [
        [0, 5000],
        [60, null],
        [120, null],
        [180, 5180],
      ]),
    ).toMatchObject({ seconds: { up: 240 }, microOutages: 1, downOffsets: [] });
  });

  it("knows nothing once an answer is held too long, or once unconfirmed silences are followed by nothing", () => {
    expect(
      row(660, [
        [0, 5000],
        [600, 5600],
      ]),
    ).toMatchObject({ seconds: { up: 240, unknown: 420 } });
    expect(
      row(600, [
        [0, 5000],
        [60, null],
        [120, null],
      ]),
    ).toMatchObject({ seconds: { up: 60, unknown: 540 }, microOutages: 0 });
  });
});
