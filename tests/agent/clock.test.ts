import { describe, expect, it } from "vitest";
import { systemClock } from "../../agent/clock.ts";

describe("the clocks of the agent's machine", () => {
  it.each([
    ["1970, as a machine without a battery starts", 0],
    ["today", Date.UTC(2026, 10, 23)],
    ["2099", Date.UTC(2099, 11, 31)],
  ])("are believed in %s", (_, wallMs) => {
    expect(systemClock(() => wallMs).nowMs()).toBe(wallMs);
  });

  it.each([
    ["after 2100", Date.UTC(2106, 1, 7)],
    ["before 1970", -1],
  ])("count from the start of the machine where the wall clock stands %s, which nobody could be told", (_, wallMs) => {
    const clock = systemClock(() => wallMs);
    const [before, now, after] = [clock.monotonicMs(), clock.nowMs(), clock.monotonicMs()];

    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(after);
  });
});
