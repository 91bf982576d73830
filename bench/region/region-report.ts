import type { UnderUseVerdict } from "../../collector/usage/under-use.ts";
import { underUseVerdicts } from "../../collector/usage/under-use.ts";
import { simulateRegion } from "../../simulator/region.ts";
import { type Judged, judgeRegion, noVerdicts, type VerdictCounts } from "./judge-region.ts";

/** What came of many regions of the same kind. */
export interface RegionReport {
  readonly regions: number;
  readonly quarters: VerdictCounts;
  readonly years: VerdictCounts;
  readonly bad: { sites: number; blamed: number };
  readonly ended: Record<string, number>;
  readonly goingOn: Record<string, number>;
  readonly campaigns: Record<string, number>;
  readonly placebos: Record<string, number>;
  readonly trends: Record<string, number>;
  readonly firstUserShare: number;
}

export function reportOn(regions: number): RegionReport {
  const judged = Array.from({ length: regions }, (_, seed) => judgeRegion(simulateRegion(seed + 1)));
  return {
    regions,
    quarters: addedVerdicts(judged.map(({ quarters }) => quarters)),
    years: addedVerdicts(judged.map(({ years }) => years)),
    bad: {
      sites: judged.reduce((sum, { bad }) => sum + bad.sites, 0),
      blamed: judged.reduce((sum, { bad }) => sum + bad.blamed, 0),
    },
    ended: added(judged.map(({ ended }) => ended)),
    goingOn: added(judged.map(({ goingOn }) => goingOn)),
    campaigns: added(judged.map(({ campaign }): Record<string, number> => ({ [campaign]: 1 }))),
    placebos: added(judged.map(({ placebos }) => placebos)),
    trends: added(judged.map(({ trends }) => trends)),
    firstUserShare: judged.reduce((sum, one: Judged) => sum + one.firstUserShare, 0) / regions,
  };
}

/** How many of those that were called so were not. */
export function wrongShare(counts: VerdictCounts, verdict: UnderUseVerdict): number {
  const { right, wrong } = counts[verdict];
  return right + wrong === 0 ? 0 : wrong / (right + wrong);
}

/** How many of those that are under-used were called so, for certain. */
export function foundShare(counts: VerdictCounts): number {
  const all = underUseVerdicts.reduce((sum, verdict) => sum + counts[verdict].right, 0);
  return all === 0 ? 0 : counts.established.right / all;
}

export function reportText(report: RegionReport): string {
  const verdicts = (name: string, counts: VerdictCounts): string[] =>
    underUseVerdicts.map((verdict) => {
      const { right, wrong } = counts[verdict];
      return [name.padEnd(10), verdict.padEnd(18), String(right).padStart(12), String(wrong).padStart(14)].join(" ");
    });
  const words = (name: string, counts: Record<string, number>): string =>
    `${name.padEnd(34)} ${Object.entries(counts)
      .map(([word, count]) => `${word} ${count}`)
      .join(", ")}`;
  return [
    `${report.regions} regions of 60 sites, four years; threshold 4 uses a month`,
    "",
    [" ".repeat(10), "verdict".padEnd(18), "under-used".padStart(12), "used enough".padStart(14)].join(" "),
    ...verdicts("quarter", report.quarters),
    ...verdicts("year, list", report.years),
    "",
    `rooms out of order in the bad quarter: ${report.bad.sites}, called under-used for it: ${report.bad.blamed}`,
    words("use ended half a year ago:", report.ended),
    words("use goes on:", report.goingOn),
    words("campaign that doubled use:", report.campaigns),
    words("no campaign:", report.placebos),
    words("nothing changed from year to year:", report.trends),
    `share of the first user at his site: ${(100 * report.firstUserShare).toFixed(1)} % (truth: 75 %)`,
    "",
  ].join("\n");
}

function addedVerdicts(all: readonly VerdictCounts[]): VerdictCounts {
  const total = noVerdicts();
  for (const counts of all) {
    for (const verdict of underUseVerdicts) {
      total[verdict].right += counts[verdict].right;
      total[verdict].wrong += counts[verdict].wrong;
    }
  }
  return total;
}

function added(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const counts of all) for (const [word, count] of Object.entries(counts)) total[word] = (total[word] ?? 0) + count;
  return total;
}
