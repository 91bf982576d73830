import { describe, expect, it } from "vitest";
import type { ReadCall } from "../../../agent/drivers/driver.ts";
import { polyCallLog } from "../../../agent/drivers/poly-calllog.ts";

const startTime = Date.UTC(2026, 2, 2, 10);
const entry = { rowId: 7, startTime, type: "PLACED", connected: true, callType: "SIP", address: "660001" };
const read = (told: object): ReadCall | null | undefined =>
  polyCallLog.calls?.toCall({ ...entry, ...told }, { nowMs: startTime, zone: "Europe/Paris", ignoredDiagnostics: new Set() });

describe("a connected call of a Poly's call log", () => {
  it("lasted as long as the codec says", () => {
    expect(read({ duration: 90, endTime: startTime + 95_000 })).toMatchObject({ isConnected: true, durationS: 90 });
  });

  it("without its length lasted from one end to the other", () => {
    expect(read({ endTime: startTime + 95_400 })).toMatchObject({ isConnected: true, durationS: 95 });
  });

  it("without its length nor its end is dropped and counted: nobody knows that it lasted 0 s", () => {
    expect(read({})).toMatchObject({ isConnected: true, durationS: Number.NaN });
    expect(read({ endTime: startTime - 1000 })).toMatchObject({ isConnected: true, durationS: Number.NaN });
  });

  it("is another thing than one that nobody took, which lasted 0 s", () => {
    expect(read({ connected: false })).toMatchObject({ isConnected: false, durationS: 0 });
    expect(read({ type: "MISSED", connected: undefined })).toMatchObject({ isConnected: false, durationS: 0 });
  });
});
