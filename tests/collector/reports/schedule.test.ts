import { describe, expect, it } from "vitest";
import { dueReport } from "../../../collector/reports/schedule.ts";
import { at } from "../accounts/small-network.ts";

const dueAt = (local: string, workingDay = 5) => dueReport(at(local), workingDay);

describe("when a report is due", () => {
  it("is the fifth working day after the quarter, at six in the morning in Paris", () => {
    // October 2026 begins on a Thursday: 1, 2, 5, 6, 7.
    expect(dueAt("2026-10-07T05:59").quarter).toBe("2026-T2");
    expect(dueAt("2026-10-07T06:00")).toEqual({ quarter: "2026-T3", dueAt: at("2026-10-07T06:00") });
  });

  it("leaves out public holidays", () => {
    // 2026: Easter Monday is 6 April, so 1, 2, 3, 7, 8. 2027: 1 January is a Friday, so 4, 5, 6, 7, 8.
    expect(dueAt("2026-05-01T00:00").dueAt).toBe(at("2026-04-08T06:00"));
    expect(dueAt("2027-02-01T00:00")).toEqual({ quarter: "2026-T4", dueAt: at("2027-01-08T06:00") });
  });

  it("is the same hour on the wall in summer and in winter", () => {
    expect([at("2026-07-07T06:00"), at("2027-01-08T06:00")].map((second) => new Date(second * 1000).getUTCHours())).toEqual([4, 5]);
    expect(dueAt("2026-09-01T00:00").dueAt).toBe(at("2026-07-07T06:00"));
  });

  it("stays due until the next one is, for a machine that was off", () => {
    expect(dueAt("2026-12-31T23:59").quarter).toBe("2026-T3");
    expect(dueAt("2027-01-08T05:59").quarter).toBe("2026-T3");
  });

  it("may be another working day", () => {
    expect(dueAt("2026-10-20T00:00", 1).dueAt).toBe(at("2026-10-01T06:00"));
    expect(dueAt("2026-10-20T00:00", 10).dueAt).toBe(at("2026-10-14T06:00"));
  });
});
