import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hrSystemDate } from "../../../agent/drivers/host-clock.ts";

const nowMs = Date.UTC(2026, 2, 2, 14, 25, 0);

const offsetOf = (octets: readonly number[]): unknown =>
  hrSystemDate.toReading(String.fromCharCode(...octets), { nowMs, zone: "Europe/Paris", ignoredDiagnostics: new Set() });

/** As RFC 2579 writes an instant, in a zone that many minutes from UTC. */
function dateAndTime(instantMs: number, fromUtcMinutes: number): number[] {
  const local = new Date(instantMs + fromUtcMinutes * 60_000);
  const year = local.getUTCFullYear();
  const away = Math.abs(fromUtcMinutes);
  const zone = [(fromUtcMinutes < 0 ? "-" : "+").charCodeAt(0), Math.floor(away / 60), away % 60];
  const date = [Math.floor(year / 256), year % 256, local.getUTCMonth() + 1, local.getUTCDate()];
  return [...date, local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds(), 0, ...zone];
}

describe("the clock of a codec that SNMP tells", () => {
  it("is as far from ours as it is, whatever its zone", () => {
    const seconds = fc.integer({ min: -300_000_000, max: 300_000_000 });
    fc.assert(
      fc.property(seconds, fc.integer({ min: -12 * 60, max: 13 * 60 }), (offsetS, fromUtcMinutes) => {
        expect(offsetOf(dateAndTime(nowMs + offsetS * 1000, fromUtcMinutes))).toEqual({ kind: "clock_offset_seconds", value: offsetS });
      }),
    );
  });

  it("is not known without its zone", () => {
    expect(offsetOf(dateAndTime(nowMs, 60).slice(0, 8))).toBeNull();
  });

  it("is dropped, not guessed, when it is something else", () => {
    for (const octets of [[], [1, 2, 3], [...dateAndTime(nowMs, 0).slice(0, 8), 0, 0, 0]]) {
      expect(offsetOf(octets)).toEqual({ kind: "clock_offset_seconds", value: Number.NaN });
    }
  });
});
