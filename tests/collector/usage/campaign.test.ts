import { describe, expect, it } from "vitest";
import { campaignEffect, campaignMonths } from "../../../collector/usage/campaign.ts";
import type { MonthOfUse } from "../../../collector/usage/exposure.ts";
import { monthNamed } from "../../../collector/usage/months.ts";

const second = (iso: string): number => Date.parse(iso) / 1000;
const inMarch = { from: second("2026-03-09T00:00:00+01:00"), to: second("2026-03-21T00:00:00+01:00") };
const hour = 3_600;

/** Ten rooms that always worked. */
function months(usesOf: (month: string) => number): MonthOfUse[] {
  const names = ["2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"];
  return names.map((month) => ({
    month,
    uses: usesOf(month),
    openSeconds: 160 * hour,
    expectedSeconds: 160 * hour,
    workedSeconds: 160 * hour,
    unknownSeconds: 0,
    hasWholeHistory: true,
  }));
}

describe("a campaign of communication", () => {
  it("is looked at over whole months, the one it took place in left out, and none that goes on", () => {
    const { before, after } = campaignMonths(inMarch, second("2026-07-14T00:00:00Z"));

    expect(before.map(({ name }) => name)).toEqual(["2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02"]);
    expect(after.map(({ name }) => name)).toEqual(["2026-04", "2026-05", "2026-06"]);
    expect(campaignMonths(inMarch, second("2026-04-14T00:00:00Z")).after).toEqual([]);
    expect(monthNamed("2026-04")?.from).toBe(after[0]?.from);
  });

  it("is followed by more use than elsewhere where it is, and not where everybody called more", () => {
    const wanted = campaignMonths(inMarch, second("2026-07-14T00:00:00Z"));
    const more = months((month) => (month > "2026-03" ? 40 : 15));
    const same = months(() => 30);

    expect(campaignEffect(more, same, wanted).verdict).toBe("more");
    expect(campaignEffect(more, more, wanted).verdict).toBe("no_effect_shown");
    expect(
      campaignEffect(
        months(() => 0),
        same,
        wanted,
      ).verdict,
    ).toBe("nothing_to_compare");
  });
});
