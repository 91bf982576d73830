import { beforeEach, describe, expect, it } from "vitest";
import { ReportedCalls } from "../../../agent/poll/reported-calls.ts";
import type { CallRecord } from "../../../contract/call.ts";

const dayMs = 24 * 3_600_000;

function call(more: Partial<CallRecord> = {}): CallRecord {
  const basis = { key: "1", startedAt: Date.UTC(2026, 10, 20), durationS: 60, isConnected: true } as const;
  return { ...basis, direction: "out", protocol: "sip", quality: "not_told", ...more };
}

describe("the calls that an agent has reported", () => {
  let reported: ReportedCalls;
  beforeEach(() => {
    reported = new ReportedCalls();
    reported.refresh(0);
  });

  it("are not reported again", () => {
    expect(reported.onlyNews([call()])).toHaveLength(1);
    expect(reported.onlyNews([call()])).toEqual([]);
    expect(reported.knows("1")).toBe(true);
  });

  it("are reported again when they have grown: somebody was still in the call", () => {
    reported.onlyNews([call()]);

    expect(reported.onlyNews([call({ durationS: 120 })])).toEqual([call({ durationS: 120 })]);
  });

  it("are not reported again because the codec's clock drifts", () => {
    reported.onlyNews([call({ clockOffsetS: 480 })]);

    expect(reported.onlyNews([call({ clockOffsetS: 481 })])).toEqual([]);
    expect(reported.onlyNews([call()])).toEqual([]);
  });

  it("are reported again once it is known how wrong the codec's clock is: they have no true hour before", () => {
    reported.onlyNews([call()]);

    expect(reported.onlyNews([call({ clockOffsetS: 480 })])).toHaveLength(1);
    expect(reported.onlyNews([call({ clockOffsetS: 482 })])).toEqual([]);
  });

  it("are not reported again because the first attempt has left the history", () => {
    reported.onlyNews([call({ retryOf: "0" })]);

    expect(reported.onlyNews([call()])).toEqual([]);
  });

  it("are reported again once a day, so that a call lost on the way does not stay lost", () => {
    reported.onlyNews([call()]);
    reported.refresh(dayMs - 1);
    expect(reported.onlyNews([call()])).toEqual([]);

    reported.refresh(dayMs);
    expect(reported.knows("1")).toBe(false);
    expect(reported.onlyNews([call()])).toHaveLength(1);
  });

  it("are reported a thousand at a time, the others the next time: an envelope holds no more than two thousand", () => {
    const years = Array.from({ length: 2_345 }, (_, index) => call({ key: `${index}` }));
    const parts = [1, 2, 3, 4].map(() => reported.onlyNews(years));

    expect(parts.map(({ length }) => length)).toEqual([1_000, 1_000, 345, 0]);
    expect(parts.flat()).toEqual(years);
  });

  it("are five thousand in a day at most: a codec whose list is another one each time is heard again the next day", () => {
    const others = (part: number) => Array.from({ length: 1_000 }, (_, index) => call({ key: `${part}-${index}` }));
    const told = Array.from({ length: 7 }, (_, part) => reported.onlyNews(others(part)).length);

    expect(told).toEqual([1_000, 1_000, 1_000, 1_000, 1_000, 0, 0]);
    expect(reported.knows("a call of which nobody ever heard"), "so that a list told in parts is read no further").toBe(true);

    reported.refresh(dayMs);
    expect(reported.onlyNews(others(7))).toHaveLength(1_000);
  });
});
