import { describe, expect, it } from "vitest";
import type { StoredCall } from "../../../collector/ledger/port.ts";
import { callsView } from "../../../collector/web/endpoint-calls.ts";

const call: StoredCall = {
  entry: 1,
  endpoint: "ouessant-salle-1",
  leg: 0,
  trueStartedAt: Date.UTC(2026, 10, 12, 9, 17),
  startedAt: Date.UTC(2026, 10, 12, 9, 17),
  isImported: false,
  key: "call-1",
  durationS: 1_800,
  isConnected: true,
  direction: "in",
  protocol: "sip",
  quality: "measured",
  maxJitterMs: 45,
  maxLatencyMs: 80,
  farEnd: "0123456789abcdef",
  streams: [
    { medium: "video", direction: "in", lossRatio: 0.002 },
    { medium: "audio", direction: "in", lossRatio: 0.001 },
  ],
};

describe("the newest calls on the page of an endpoint", () => {
  it("are worth their weakest metric, which is named with its value", () => {
    const cells = callsView([call])?.rows[0]?.cells ?? [];
    expect(cells.slice(1, 3)).toEqual(["mauvais", "25"]);
    expect(cells[3]).toMatch(/^gigue\s:\s45\sms$/);
    // R = 93.2 − Idd(80/2 + 2 × 45 + 40 = 170 ms) − 95 × 0.1 / (0.1 + 25.1): well above 4.
    expect(cells[4]).toMatch(/^4,\d$/);
  });

  it("are not classified when they were too short or no loss was told, and nothing is made up", () => {
    for (const other of [{ durationS: 30 }, { streams: [] }]) {
      expect(callsView([{ ...call, ...other }])?.rows[0]?.cells.slice(1)).toEqual(["non classé", null, null, null]);
    }
  });

  it("are told by the day and with nobody", () => {
    const said = JSON.stringify(callsView([call]));
    expect(said).toMatch(/12\snovembre\s2026/);
    expect(said).not.toMatch(/10:17|09:17|10 h 17|0123456789abcdef/);
  });

  it("are not shown where none is known", () => {
    expect(callsView([])).toBeNull();
  });
});
