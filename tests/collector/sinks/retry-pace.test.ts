import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { retryDelayMs } from "../../../collector/sinks/retry-pace.ts";

const pace = { firstMs: 1_000, maxMs: 60_000 };
const chances = fc.double({ min: 0, max: 1, noNaN: true });

describe("the wait before a server that is away is tried again", () => {
  it("is never shorter than half a second nor longer than a minute, however long the server is away", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), chances, (failures, chance) => {
        const delay = retryDelayMs(failures, pace, () => chance);

        expect(delay).toBeGreaterThanOrEqual(500);
        expect(delay).toBeLessThanOrEqual(60_000);
      }),
    );
  });

  it("does not shrink when failures go on", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), chances, (failures, chance) => {
        const delay = (count: number) => retryDelayMs(count, pace, () => chance);

        expect(delay(failures + 1)).toBeGreaterThanOrEqual(delay(failures));
      }),
    );
  });
});
