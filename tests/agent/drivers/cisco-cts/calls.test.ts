import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ctsActiveCalls, ctsHistory } from "../../../../agent/drivers/cisco-cts-calls.ts";
import type { ReadCall, Row } from "../../../../agent/drivers/driver.ts";

const context = { nowMs: 0, zone: "Europe/Paris", ignoredDiagnostics: new Set<string>() };
const octets = (...bytes: readonly number[]): string => String.fromCharCode(...bytes);
const dated = (date: Date): string =>
  octets(
    date.getUTCFullYear() >> 8,
    date.getUTCFullYear() & 255,
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    0,
  );
const row = (index: string, start: string, reason = 4): Row => ({ index, cells: { start, duration: 60, direction: 2, reason } });
const callsOf = (rows: readonly Row[], zone = context.zone, joined: readonly (readonly Row[])[] = []): readonly ReadCall[] =>
  ctsHistory.toCalls?.(rows, { ...context, zone }, joined) ?? [];

const dates = fc.date({ min: new Date("2006-01-01"), max: new Date("2039-12-31"), noInvalidDate: true }).map((date) => {
  date.setUTCMilliseconds(0);
  return date;
});

describe("the call table of a CTS", () => {
  it("tells no call that has not ended", () => {
    expect(callsOf([row("1", dated(new Date("2026-03-02T10:00:00Z")), 12)])).toEqual([]);
  });

  it("gives a call without its length to be dropped and counted: nobody knows that it lasted 0 s", () => {
    const { index, cells } = row("1", dated(new Date("2026-03-02T10:00:00Z")));

    expect(callsOf([{ index, cells: { ...cells, duration: undefined } }])).toMatchObject([{ durationS: Number.NaN }]);
  });

  it("gives a date that is none to be dropped and counted", () => {
    for (const start of ["", "yesterday", octets(7, 234, 13, 41, 9, 0, 0, 0), `${dated(new Date())}€00`]) {
      expect(callsOf([row("1", start)])).toMatchObject([{ startedAt: Number.NaN }]);
    }
  });

  it("dates a call that tells its distance from UTC, wherever the site is", () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -12, max: 13 }), (date, hours) => {
        const wall = new Date(date.getTime() + hours * 3_600_000);
        const [call] = callsOf(
          [row("1", `${dated(wall)}${octets((hours < 0 ? "-" : "+").charCodeAt(0), Math.abs(hours), 0)}`)],
          "Asia/Tokyo",
        );

        expect(call?.startedAt).toBe(date.getTime());
      }),
    );
  });

  it("dates a call that tells the time on its wall in the zone of the site", () => {
    fc.assert(
      fc.property(dates, (date) => {
        expect(callsOf([row("1", dated(date))], "UTC")[0]?.startedAt).toBe(date.getTime());
      }),
    );
  });

  it("names a call for good: the index may start again, the zone be corrected, the oldest row leave", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(dates, { selector: (date) => date.getTime(), minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (starts, cut) => {
          const rows = starts.map((start, index) => row(String((index % cut) + 1), dated(start)));
          const keys = callsOf(rows).map(({ key }) => key);

          expect(new Set(keys).size).toBe(rows.length);
          expect(callsOf(rows, "America/Cayenne").map(({ key }) => key)).toEqual(keys);
          expect(callsOf(rows.slice(1)).map(({ key }) => key)).toEqual(keys.slice(1));
          for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9._:-]{1,64}$/);
        },
      ),
    );
  });
});

describe("the quality of a call of a CTS", () => {
  const start = dated(new Date("2026-03-02T10:00:00Z"));
  const callWith = (streams: readonly Row[], latencies: readonly Row[] = []) => callsOf([row("7", start)], "UTC", [streams, latencies])[0];
  const stream = (index: string, rxLost: number, rxPackets: number, jitter = 5): Row => ({
    index,
    cells: { txPackets: 1000, txLost: 0, rxPackets, rxLost, jitter },
  });

  it("is lost packets over all, of the worst screen; the presentation apart, other calls left out", () => {
    const streams = [stream("7.1.9", 10, 990), stream("7.1.10", 30, 970, 40), stream("7.3.4", 500, 500), stream("70.1.9", 999, 1)];

    expect(callWith(streams, [{ index: "7.1", cells: { latency: 120 } }])).toMatchObject({
      quality: "measured",
      lossRatio: 0.03,
      maxJitterMs: 40,
      maxLatencyMs: 120,
    });
  });

  it("is not told where nothing was counted, and never makes a call that cannot be taken", () => {
    expect(callWith([])).toMatchObject({ quality: "not_told" });
    expect(callWith([stream("7.1.9", 0, 0)], [{ index: "7.1", cells: { latency: 4e9 } }])).toMatchObject({ durationS: 60, lossRatio: 0 });
    expect(callWith([{ index: "7.1.9", cells: { rxPackets: -5, rxLost: 2, jitter: 1 } }])).toMatchObject({ quality: "not_told" });
  });
});

describe("the calls of a CTS that go on", () => {
  const ended = (count: number): Row[] => Array.from({ length: count }, (_, index) => row(String(index + 1), ""));

  it("are counted", () => {
    expect(ctsActiveCalls.toReading([...ended(3), row("4", "", 12)])).toEqual({ kind: "active_calls", value: 1 });
    expect(ctsActiveCalls.toReading(ended(3))).toEqual({ kind: "active_calls", value: 0 });
  });

  it("are counted in a long list", () => {
    expect(ctsActiveCalls.toReading([...ended(99), row("100", "", 12)])).toEqual({ kind: "active_calls", value: 1 });
    expect(ctsActiveCalls.toReading(ended(500))).toEqual({ kind: "active_calls", value: 0 });
  });

  it("are not known when the list is longer than what is read of it", () => {
    expect(ctsActiveCalls.toReading(ended(512))).toBeNull();
  });
});
