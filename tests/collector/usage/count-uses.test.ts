import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countUses } from "../../../collector/usage/count-uses.ts";
import type { CallRecord } from "../../../contract/call.ts";

const minuteMs = 60_000;
let keys = 0;

function call(startMinute: number, minutes: number, more: Partial<CallRecord> = {}): CallRecord {
  keys += 1;
  return {
    key: String(keys),
    startedAt: Date.UTC(2026, 2, 2) + startMinute * minuteMs,
    durationS: minutes * 60,
    isConnected: minutes > 0,
    direction: "out",
    protocol: "sip",
    quality: "not_told",
    farEnd: "00000000000000aa",
    ...more,
  };
}

describe("a use of a room", () => {
  it.each([
    ["two calls to the same far end four minutes apart are one", [call(0, 10), call(14, 10)], 1],
    ["six minutes apart they are two", [call(0, 10), call(16, 10)], 2],
    ["to two far ends they are two", [call(0, 10), call(12, 10, { farEnd: "00000000000000bb" })], 2],
    ["a call of less than a minute is none", [call(0, 0.9)], 0],
    ["an attempt that led to nothing is none", [call(0, 0), call(1, 10)], 1],
    ["a test is none", [call(0, 10, { isTest: true })], 0],
    ["whoever redials again and again goes on with one", [call(0, 10), call(12, 10), call(24, 10)], 1],
  ])("%s", (_, calls, uses) => {
    expect(countUses(calls)).toBe(uses);
    expect(countUses(calls.toReversed())).toBe(uses);
  });

  it("is counted by itself where far ends are not told", () => {
    const untold = [call(0, 10), call(11, 10)].map(({ farEnd: _, ...nobody }) => nobody);

    expect(countUses(untold)).toBe(2);
  });

  it("never counts more uses than connected calls", () => {
    const someCall = fc.record({
      start: fc.nat(10_000),
      minutes: fc.nat(90),
      farEnd: fc.constantFrom("00000000000000aa", "00000000000000bb"),
    });
    fc.assert(
      fc.property(fc.array(someCall), (list) => {
        const calls = list.map(({ start, minutes, farEnd }) => call(start, minutes, { farEnd }));
        expect(countUses(calls)).toBeLessThanOrEqual(calls.filter(({ isConnected }) => isConnected).length);
      }),
    );
  });
});
