import { describe, expect, it } from "vitest";
import { scoreOf } from "../../../collector/quality/call-score.ts";
import { qualityMetricWords, qualityNotes } from "../../../collector/quality/fr.ts";
import { addQuality, countClasses, noCalls, qualitySharesOf, weakestOf } from "../../../collector/quality/quality-counts.ts";

const good = scoreOf({ videoLossRatio: 0 }, 600);
const bad = scoreOf({ videoLossRatio: 0, jitterMs: 50 }, 600);
const short = scoreOf({ videoLossRatio: 0 }, 20);

describe("the quality of a site over a quarter", () => {
  it("is told in numbers of calls only while fewer than five have a class", () => {
    const counts = countClasses([good, good, good, bad, short, short]);

    expect(counts).toEqual({ good: 3, degraded: 0, bad: 1, unclassified: 2 });
    expect(qualitySharesOf(counts)).toEqual({ classified: 4, coverage: 4 / 6, shares: null });
    expect(qualityNotes.fewCalls).toContain("sans pourcentage");
  });

  it("has shares from five classified calls on, of these alone, beside how many could be classified", () => {
    const counts = addQuality([countClasses([good, good, good, bad]), countClasses([good, short]), noCalls]);

    expect(qualitySharesOf(counts)).toEqual({ classified: 5, coverage: 5 / 6, shares: { good: 0.8, degraded: 0, bad: 0.2 } });
  });

  it("is nothing, and no perfect quality, where nobody called", () => {
    expect(qualitySharesOf(noCalls)).toEqual({ classified: 0, coverage: null, shares: null });
  });

  it("names what was weakest in the calls that were not good", () => {
    expect(weakestOf([good, bad, bad, short])).toEqual({ videoLossRatio: 0, audioLossRatio: 0, jitterMs: 2, roundTripMs: 0 });
    expect(qualityMetricWords.jitterMs).toBe("gigue");
  });
});
