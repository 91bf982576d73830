import type { Directory, Endpoint, Site } from "../directory/directory.ts";
import type { StoredPart } from "../ledger/port.ts";
import { inForceAt } from "../sla/dated-hours.ts";
import { type FarEndCounts, joinFarEnds, noFarEnds } from "../usage/far-ends.ts";
import { usualUsageRules } from "../usage/usage-rules.ts";
import { dueNow } from "./due.ts";
import { type EndpointTotal, endpointTotal, type Totalling } from "./endpoint-total.ts";
import { farEndFinder } from "./far-end-places.ts";
import { type FarEndGroup, farEndsOver } from "./far-ends-over.ts";
import { type PartsOfEndpoint, partsOver } from "./parts-over.ts";
import { PlaceSum } from "./place-sum.ts";
import type { AttendanceLedger, AttendanceQuestion, EndpointAttendance, NetworkAttendance, PlaceAttendance } from "./question.ts";

/**
 * How much endpoints, sites, territories, kinds of hosts and the network were used in a period.
 * @throws DetailPurged
 */
export async function attendanceOf(ledger: AttendanceLedger, question: AttendanceQuestion): Promise<NetworkAttendance> {
  const { directory, period, until, rules = usualUsageRules } = question;
  const isDue = await dueNow(ledger, until);
  const all = await partsOver(ledger, question, isDue);
  const bySite = [...Map.groupBy(all, ({ site }) => site).entries()];
  const shared = bySite.filter(([, own]) => own.length > 1);
  const groups = [...all.map(groupOfEndpoint), ...shared.map(([site, own]) => groupOfSite(site, own))];
  const farEnds = await farEndsOver(ledger, groups, period, isDue);
  const lastUses = await ledger.lastUses();
  const totalling = { find: farEndFinder(rules.roads), rules };
  const totalled = new Map<PartsOfEndpoint, Totalled>(
    all.map((one, place) => {
      const total = endpointTotal(one.site, one.parts, lastUses.get(one.endpoint.id), totalling);
      return [one, { ...one, total, farEnds: farEnds[place] ?? noFarEnds }];
    }),
  );
  const ofSites = new Map(shared.map(([site], place) => [site, farEnds[all.length + place] ?? noFarEnds]));
  const sums = new Sums(directory, totalling);
  for (const [site, own] of bySite) {
    const endpoints = own.flatMap((one) => totalled.get(one) ?? []);
    sums.add({ site, endpoints, farEnds: ofSites.get(site) ?? endpoints[0]?.farEnds ?? noFarEnds });
  }
  return { period, rules, endpoints: [...totalled.values()].map(attendanceOfEndpoint), ...sums.result() };
}

interface Totalled extends PartsOfEndpoint {
  readonly total: EndpointTotal;
  readonly farEnds: FarEndCounts;
}

function attendanceOfEndpoint({ endpoint, site, total, farEnds }: Totalled): EndpointAttendance {
  const { counts, classes, ...rest } = total;
  return { ...counts, ...rest, farEnds, farEndClasses: classes, endpoints: 1, sites: 1, endpoint, site };
}

function groupOfEndpoint({ endpoint, parts }: PartsOfEndpoint): FarEndGroup {
  return { scope: "endpoint", id: endpoint.id, endpoints: [endpoint.id], parts };
}

function groupOfSite(site: Site, own: readonly PartsOfEndpoint[]): FarEndGroup {
  return {
    scope: "site",
    id: site.id,
    endpoints: own.map(({ endpoint }) => endpoint.id),
    parts: own.flatMap(({ parts }) => parts),
  };
}

interface SiteTotals {
  readonly site: Site;
  readonly endpoints: readonly Totalled[];
  readonly farEnds: FarEndCounts;
}

/** Adds sites up by place. */
class Sums {
  readonly #directory: Directory;
  readonly #sites = new Map<string, PlaceSum>();
  readonly #territories = new Map<string, PlaceSum>();
  readonly #hostKinds = new Map<string, PlaceSum>();
  readonly #network = new PlaceSum();
  readonly #totalling: Totalling;

  constructor(directory: Directory, totalling: Totalling) {
    this.#directory = directory;
    this.#totalling = totalling;
  }

  add({ site, endpoints, farEnds }: SiteTotals): void {
    const totals = endpoints.map(({ total }) => total);
    sumAt(this.#sites, site.id).addSite(totals, farEnds);
    sumAt(this.#hostKinds, site.hostKind).addSite(totals, farEnds);
    this.#network.addSite(totals, farEnds);
    const [first, ...moves] = site.memberships;
    if (moves.length > 0) this.#addMoved({ site, endpoints, farEnds });
    else for (const id of first.territories) sumAt(this.#territories, id).addSite(totals, farEnds);
  }

  /** Of a site that moved, each territory has the parts of its own time; whom it called then is known part by part. */
  #addMoved({ site, endpoints, farEnds }: SiteTotals): void {
    for (const id of new Set(site.memberships.flatMap(({ territories }) => territories))) {
      const isThere = ({ from }: StoredPart): boolean => inForceAt(site.memberships, from).territories.includes(id);
      const stayed = endpoints.map((one) => ({ ...one, parts: one.parts.filter(isThere) })).filter(({ parts }) => parts.length > 0);
      if (stayed.length === 0) continue;
      const isWhole = partsIn(stayed) === partsIn(endpoints);
      const totals = stayed.map(({ parts, total }) => endpointTotal(site, parts, total.lastUse ?? undefined, this.#totalling));
      const known = totals.map(({ counts }) => counts.farEnds).reduce(joinFarEnds, noFarEnds);
      sumAt(this.#territories, id).addSite(totals, isWhole ? farEnds : known);
    }
  }

  result(): Omit<NetworkAttendance, "period" | "rules" | "endpoints"> {
    const place =
      (level: PlaceAttendance["level"], sums: ReadonlyMap<string, PlaceSum>) =>
      (id: string): PlaceAttendance[] => {
        const sum = sums.get(id);
        return sum === undefined ? [] : [{ level, id, ...sum.result() }];
      };
    const { sites, territories } = this.#directory;
    return {
      sites: sites.map(idOf).flatMap(place("site", this.#sites)),
      territories: territories.map(idOf).flatMap(place("territory", this.#territories)),
      hostKinds: ["collectivite", "pepiniere", "autre"].flatMap(place("hostKind", this.#hostKinds)),
      network: { level: "network", id: "network", ...this.#network.result() },
    };
  }
}

const idOf = ({ id }: Pick<Endpoint, "id">): string => id;

const partsIn = (endpoints: readonly PartsOfEndpoint[]): number => endpoints.reduce((sum, { parts }) => sum + parts.length, 0);

function sumAt(sums: Map<string, PlaceSum>, id: string): PlaceSum {
  const sum = sums.get(id) ?? new PlaceSum();
  sums.set(id, sum);
  return sum;
}
