import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rounded } from "../../../agent/poll/rounded.ts";
import { isReadingKind, readingKinds } from "../../../contract/reading-kinds.ts";

describe("a reading", () => {
  it("of loss keeps one packet in a hundred thousand, and no digits that nobody measured", () => {
    expect(rounded({ kind: "stream_loss_ratio", value: 4 / 2_003, instance: "video-in" })).toEqual({
      kind: "stream_loss_ratio",
      value: 0.002,
      instance: "video-in",
    });
    expect(rounded({ kind: "stream_recent_loss_ratio", value: 1 / 90_000 }).value).toBe(0.00001);
  });

  it("is never moved by more than half of the last digit it keeps, and never twice", () => {
    const values = fc.double({ min: -1_000, max: 1_000, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(readingKinds).filter(isReadingKind)), values, (kind, value) => {
        const once = rounded({ kind, value });

        expect(Math.abs(Number(once.value) - value)).toBeLessThanOrEqual(0.051);
        expect(rounded(once)).toEqual(once);
      }),
    );
  });

  it("is never minus zero, which is written as zero", () => {
    expect(Object.is(rounded({ kind: "temperature_celsius", value: -0.04 }).value, 0)).toBe(true);
  });

  it("that counts or says a word stays what it is", () => {
    for (const reading of [{ kind: "uptime_seconds", value: 123_456 } as const, { kind: "model", value: "0.123456" } as const])
      expect(rounded(reading)).toBe(reading);
  });
});
