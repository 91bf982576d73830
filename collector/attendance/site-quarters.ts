import type { Directory, Site } from "../directory/directory.ts";
import type { ListedUnderUse } from "../usage/under-use.ts";
import { type Judged, judgeList } from "./judge.ts";
import type { Attendance, NetworkAttendance } from "./question.ts";

/** What is said of the use of one site over a quarter, or over what there was of it so far. */
export interface SiteQuarter extends Pick<Judged, "exposure" | "shrunk" | "crossReading" | "cost"> {
  readonly site: string;
  readonly underUse: ListedUnderUse;
  readonly attendance: Attendance;
}

/** Of all sites at once: each is judged in the list of all, and beside its neighbours. */
export function siteQuarters({ sites, period, rules }: NetworkAttendance, { site: siteOf }: Pick<Directory, "site">): SiteQuarter[] {
  const known = sites.flatMap((attendance): { attendance: Attendance; site: Site; aidEuros: number }[] => {
    const site = siteOf(attendance.id);
    return site === undefined ? [] : [{ attendance, site, aidEuros: site.regionalAidEuros }];
  });
  const judged = judgeList(known, period, rules);
  return known.flatMap(({ attendance, site }, place) => {
    const own = judged[place];
    return own === undefined ? [] : [{ ...own, site: site.id, attendance }];
  });
}
