import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import type { Field, Given } from "../../../agent/drivers/driver.ts";
import { hdxClock, hdxTotals } from "../../../agent/drivers/poly-hdx-whoami.ts";

const nowMs = Date.UTC(2026, 2, 2, 14, 25, 0);
const greeting = "Hi, my name is : Salle du conseil\nHere is what I know about myself:\nModel:               HDX 7000 HD\n";
const read = (field: Field, lines: string, at = nowMs, zone = "Europe/Paris"): Given =>
  field.toReading(["system is not in a call", `${greeting}${lines}\nH323 Enabled:        True`], {
    nowMs: at,
    zone,
    ignoredDiagnostics: new Set(),
  });
const offsetOf = (time: string, at = nowMs, zone = "Europe/Paris"): Given => read(hdxClock, `Local Time is:        ${time}`, at, zone);
const offset = (value: number) => ({ kind: "clock_offset_seconds", value });

/** As the codec writes an instant, on the wall of a room. */
function written(ms: number, zone: string): string {
  const time = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const two = (value: number): string => String(value).padStart(2, "0");
  return `Mon, ${two(time.day)} ${months[time.month - 1]} ${time.year} ${two(time.hour)}:${two(time.minute)}:${two(time.second)} ${time.offset.replace(":", "")}`;
}

describe("the clock of an HDX", () => {
  it("is as far from ours as its wall is, in whatever zone the site lies, in the nights in which clocks change too", () => {
    const zones = fc.constantFrom("Europe/Paris", "Indian/Reunion", "America/Cayenne");
    fc.assert(
      fc.property(
        fc.integer({ min: 1_400_000_000, max: 2_000_000_000 }),
        fc.integer({ min: -900, max: 900 }),
        zones,
        (now, ahead, zone) => {
          expect(offsetOf(written((now + ahead) * 1000, zone), now * 1000, zone)).toEqual(offset(ahead));
        },
      ),
    );
  });

  it("is told by its wall, whatever zone it believes to be in: its call records are dated by the same wall", () => {
    expect(offsetOf("Mon, 02 Mar 2026 15:26:30 +0100")).toEqual(offset(90));
    expect(offsetOf("Mon, 02 Mar 2026 15:26:30 -0500")).toEqual(offset(90));
    expect(offsetOf("Mon, 02 Mar 2026 15:26:30")).toEqual(offset(90));
    expect(offsetOf("Mon, 02 Mar 2026 14:25:00 +0000")).toEqual(offset(-3600));
  });

  it("is not an hour wrong in the hour that comes twice", () => {
    for (const now of [Date.UTC(2025, 9, 26, 0, 30), Date.UTC(2025, 9, 26, 1, 30)]) {
      expect(offsetOf("Sun, 26 Oct 2025 02:30:05", now)).toEqual(offset(5));
    }
  });

  it("is dropped and counted when it is no time", () => {
    for (const time of ["soon", "Mon, 31 Feb 2026 15:26:30", "02/03/2026 15:26", "Mon, 02 Mär 2026 15:26:30"]) {
      expect(offsetOf(time)).toEqual(offset(Number.NaN));
    }
  });

  it("is not told where the command is not known, or by the name of a room or of who calls", () => {
    const context = { nowMs, zone: "Europe/Paris", ignoredDiagnostics: new Set<string>() };
    expect(hdxClock.toReading(["system is not in a call", "error: command not found"], context)).toBeNull();
    expect(hdxClock.toReading([`${greeting}Contact Number: Local Time is: Mon, 02 Mar 2020 15:26:30`], context)).toBeNull();
    expect(hdxClock.toReading(["callinfo begin\nLocal Time is: Mon, 02 Mar 2020 15:26:30\ncallinfo end"], context)).toBeNull();
  });
});

describe("the counters of an HDX", () => {
  it.each([
    ["21 Days, 04:43:14", 21 * 86_400 + 4 * 3600 + 43 * 60 + 14],
    ["1 Day, 00:00:01", 86_401],
    ["87:17:17", 87 * 3600 + 17 * 60 + 17],
    ["three weeks", Number.NaN],
  ])("are its calls and its time in calls: %s", (time, seconds) => {
    expect(read(hdxTotals, `Total Time In Calls: ${time}\nTotal Calls:         666`)).toEqual([
      { kind: "total_calls", value: 666 },
      { kind: "total_call_seconds", value: seconds },
    ]);
  });
});
