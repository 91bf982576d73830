import { describe, expect, it } from "vitest";
import { ciscoCallHistory } from "../../../../agent/drivers/cisco-history.ts";
import { ciscoStatus } from "../../../../agent/drivers/cisco-status.ts";
import type { ReadCall } from "../../../../agent/drivers/driver.ts";

const nowMs = Date.UTC(2026, 10, 23, 8);
const context = { nowMs, zone: "Europe/Paris", ignoredDiagnostics: new Set<string>() };

function call(entry: Readonly<Record<string, string>>): ReadCall | null | undefined {
  return ciscoCallHistory.calls?.toCall({ CallHistoryId: "7", StartTimeUTC: "2026-11-20T08:00:00Z", ...entry }, context);
}

describe("a duration that a Cisco codec tells", () => {
  it.each(["soon", "-5", "1:24:00"])("and that nobody can read (%s) drops the record, for it may be no failure", (duration) => {
    expect(() => call({ Duration: duration })).toThrow("duration");
    expect(() => call({ Duration: duration, OccurrenceType: "Missed" })).toThrow("duration");
  });

  it("may only be missing from a call that nobody took", () => {
    expect(() => call({})).toThrow("duration");
    expect(call({ OccurrenceType: "Missed" })).toMatchObject({ isConnected: false, durationS: 0 });
    expect(call({ Duration: "0" })).toMatchObject({ isConnected: false, durationS: 0 });
  });
});

describe("the end that a Cisco codec tells", () => {
  it("is kept as the codec says it, even where it disagrees with the duration", () => {
    expect(call({ Duration: "60", EndTimeUTC: "2026-11-20T09:00:00Z" })?.endedAt).toBe(Date.UTC(2026, 10, 20, 9));
  });

  it.each(["2026-11-20T07:59:59Z", "2099-01-01T00:00:00Z", "2026-11-25T08:00:00Z"])("is left out when it cannot be: %s", (end) => {
    expect(call({ Duration: "60", EndTimeUTC: end })).not.toHaveProperty("endedAt");
  });
});

describe("why a Cisco codec last stopped", () => {
  const field = ciscoStatus.fields.find(({ at }) => at.endsWith("LastShutdownReason"));

  it.each(["Upgrade", "FactoryReset", "Restart"])("is told in a word that codecs have: %s", (word) => {
    expect(field?.toReading([word], context)).toEqual({ kind: "last_shutdown_reason", value: word });
  });

  it.each(["Rebooted by Jean Martin", "Unknown", ""])("is not told in other words: %s", (word) => {
    expect(field?.toReading([word], context)).toBeNull();
  });
});

describe("when a Cisco codec last stopped", () => {
  const field = ciscoStatus.fields.find(({ at }) => at.endsWith("LastShutdownTime"));

  it("is told by its own clock, and dropped and counted when it is no time", () => {
    expect(field?.toReading(["2024-08-05T05:31:01Z"], context)).toEqual({
      kind: "last_shutdown_at_seconds",
      value: Date.UTC(2024, 7, 5, 5, 31, 1) / 1000,
    });
    expect(field?.toReading(["yesterday"], context)).toEqual({ kind: "last_shutdown_at_seconds", value: Number.NaN });
    expect(field?.toReading([""], context)).toBeNull();
  });
});
