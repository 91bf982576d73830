import type { Directory } from "../directory/directory.ts";
import { inForceAt } from "../sla/dated-hours.ts";
import { exposureOf } from "../usage/exposure.ts";
import { type UnderUseVerdict, underUseList, underUseOf } from "../usage/under-use.ts";
import type { NetworkAttendance } from "./question.ts";

/** What dashboards and alerts are told of the use of one territory over a period. */
export interface TerritoryUse {
  readonly territory: string;
  readonly uses: number;
  readonly usedSeconds: number;
  /** s since 1970 UTC, of any time; null: never, as far as is known. */
  readonly lastUseAt: number | null;
  /** Sites that are in the territory at the end of the period, by what is said of their use. */
  readonly verdicts: Readonly<Record<UnderUseVerdict, number>>;
}

const none = { established: 0, probable: 0, inconclusive: 0, seldom_available: 0, not_observed: 0 };

/** One list of verdicts for the whole network, as of a list of so many sites some would be wrong by chance. */
export function territoryUse({ period, rules, sites, territories }: NetworkAttendance, directory: Directory): TerritoryUse[] {
  const listed = underUseList(
    sites.map(({ months }) => underUseOf(exposureOf(months), rules.underUse)),
    rules.underUse,
  );
  const bySite = new Map(sites.map(({ id }, place) => [id, listed[place]?.verdict]));
  return territories.map(({ id, uses, usedSeconds, lastUse }) => {
    const own = directory.sites.filter(({ memberships }) => inForceAt(memberships, period.to - 1).territories.includes(id));
    const verdicts: Record<UnderUseVerdict, number> = { ...none };
    for (const site of own) {
      const verdict = bySite.get(site.id);
      if (verdict !== undefined) verdicts[verdict] += 1;
    }
    return { territory: id, uses, usedSeconds, lastUseAt: lastUse === null ? null : Math.floor(lastUse.from / 1000), verdicts };
  });
}
