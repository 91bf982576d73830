import { describe, expect, it } from "vitest";
import { foundShare, type RegionReport, reportOn, reportText, wrongShare } from "../../bench/region/region-report.ts";
import { simulateRegion } from "../../simulator/region.ts";

const shareOf = (counts: Record<string, number>, word: string): number =>
  (counts[word] ?? 0) / Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Bounds are wide of what a hundred regions give: the seeds are fixed, what is checked is that nobody has made a verdict bolder. */
describe("verdicts in forty regions of which the truth is known", () => {
  const report: RegionReport = reportOn(40);

  it("hardly ever call a room under-used for certain that is not", () => {
    expect(wrongShare(report.years, "established")).toBeLessThan(0.01);
    expect(wrongShare(report.quarters, "established")).toBeLessThan(0.05);
  });

  it("find most of the rooms that are under-used within a year, though half of them only within a quarter", () => {
    expect(foundShare(report.years)).toBeGreaterThan(0.7);
    expect(foundShare(report.quarters)).toBeGreaterThan(0.45);
  });

  it("blame no room for a quarter in which it did not work", () => {
    expect(report.bad.sites).toBeGreaterThan(500);
    expect(report.bad.blamed).toBe(0);
  });

  it("see that nobody comes any more where it can be seen, and seldom where they do come", () => {
    expect(report.ended["goes_on"] ?? 0).toBe(0);
    expect(shareOf(report.goingOn, "ended")).toBeLessThan(0.02);
  });

  it("see a campaign that doubles use, and no more than chance where there was none", () => {
    expect(shareOf(report.campaigns, "more")).toBeGreaterThan(0.9);
    expect(shareOf(report.placebos, "no_effect_shown")).toBeGreaterThan(0.9);
    expect(shareOf(report.trends, "no_change_shown")).toBeGreaterThan(0.85);
  });

  it("are told with the share of the first user, which is the true one", () => {
    expect(report.firstUserShare).toBeGreaterThan(0.73);
    expect(report.firstUserShare).toBeLessThan(0.77);
    expect(reportText(report)).toContain("(truth: 75 %)");
  });

  it("are the same for the same seed", () => {
    expect(simulateRegion(7)).toEqual(simulateRegion(7));
    expect(simulateRegion(7)).not.toEqual(simulateRegion(8));
  });
});
