import { expect, it } from "vitest";
import { ciscoCallHistory } from "../../../../agent/drivers/cisco-history.ts";

const callIn = (zone: string, entry: Readonly<Record<string, string>>) =>
  ciscoCallHistory.calls?.toCall({ CallHistoryId: "71", Duration: "120", ...entry }, { nowMs: 0, zone, ignoredDiagnostics: new Set() });

it.each(["2026-07-01T11:00:00", "2026/07/01 11:00:00"])(
  "a call dated on the codec's wall only keeps its name when the site's zone is corrected: %s",
  (StartTime) => {
    const [before, after] = [callIn("Europe/Paris", { StartTime }), callIn("America/Cayenne", { StartTime })];

    expect(after?.startedAt).not.toBe(before?.startedAt);
    expect(after?.key).toBe(before?.key);
    expect(after?.key).toBe("71-20260701T110000");
  },
);

it("a call dated in UTC is named after that instant, whatever the time on the wall beside it", () => {
  const told = { StartTimeUTC: "2026-07-01T09:00:00Z", StartTime: "2026-07-01T11:00:00" };

  expect(callIn("Europe/Paris", told)?.key).toBe("71-1782896400");
  expect(callIn("America/Cayenne", told)?.key).toBe("71-1782896400");
});

it("a call dated with its distance from UTC is named after that instant", () => {
  expect(callIn("Europe/Paris", { StartTime: "2026-07-01T11:00:00+0200" })?.key).toBe("71-1782896400");
});
