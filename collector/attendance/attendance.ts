import type { Directory, Endpoint, Site } from "../directory/directory.ts";
import type { LastUse, StoredPart } from "../ledger/port.ts";
import { inForceAt } from "../sla/dated-hours.ts";
import type { FarEndCounts } from "../usage/far-ends.ts";
import { dueNow } from "./due.ts";
import { farEndClassifier } from "./far-end-places.ts";
import { type FarEndGroup, farEndsOver } from "./far-ends-over.ts";
import { monthsOfUse } from "./months-of-use.ts";
import { type PartsOfEndpoint, partsOver } from "./parts-over.ts";
import { PlaceSum } from "./place-sum.ts";
import type { AttendanceLedger, AttendanceQuestion, EndpointAttendance, NetworkAttendance, PlaceAttendance } from "./question.ts";

/**
 * How much endpoints, sites, territories, kinds of hosts and the network were used in a period.
 * @throws DetailPurged
 */
export async function attendanceOf(ledger: AttendanceLedger, question: AttendanceQuestion): Promise<NetworkAttendance> {
  const { directory, period, until } = question;
  const isDue = await dueNow(ledger, until);
  const all = await partsOver(ledger, question, isDue);
  const bySite = [...Map.groupBy(all, ({ site }) => site).entries()];
  const groups = [...all.map(groupOfEndpoint), ...bySite.map(([site, own]) => groupOfSite(site, own))];
  const farEnds = await farEndsOver(ledger, groups, period, isDue);
  const lastUses = await ledger.lastUses();
  const classOf = farEndClassifier();
  const sums = new Sums(directory, () => new PlaceSum(classOf));
  const endpoints = all.map(({ endpoint, site, parts }, place): EndpointAttendance => {
    const months = monthsOfUse(site, [parts]);
    const sum = new PlaceSum(classOf);
    sum.addEndpoint(site, parts, lastUses.get(endpoint.id));
    sum.addSite(months, farEnds[place]);
    return { ...sum.result(), endpoint, site };
  });
  for (const [place, [site, own]] of bySite.entries()) sums.add(site, own, lastUses, farEnds[all.length + place]);
  return { period, endpoints, ...sums.result() };
}

function groupOfEndpoint({ endpoint, parts }: PartsOfEndpoint): FarEndGroup {
  return { scope: "endpoint", id: endpoint.id, endpoints: [endpoint.id], parts };
}

/** What is kept of a site with one endpoint is kept of the endpoint. */
function groupOfSite(site: Site, own: readonly PartsOfEndpoint[]): FarEndGroup {
  const [only] = own;
  if (only !== undefined && own.length === 1) return groupOfEndpoint(only);
  return {
    scope: "site",
    id: site.id,
    endpoints: own.map(({ endpoint }) => endpoint.id),
    parts: own.flatMap(({ parts }) => parts),
  };
}

type LastUses = ReadonlyMap<string, LastUse>;

/** Adds sites up by place. */
class Sums {
  readonly #directory: Directory;
  readonly #sites = new Map<string, PlaceSum>();
  readonly #territories = new Map<string, PlaceSum>();
  readonly #hostKinds = new Map<string, PlaceSum>();
  readonly #network: PlaceSum;
  readonly #newSum: () => PlaceSum;

  constructor(directory: Directory, newSum: () => PlaceSum) {
    this.#directory = directory;
    this.#newSum = newSum;
    this.#network = newSum();
  }

  add(site: Site, own: readonly PartsOfEndpoint[], lastUses: LastUses, farEnds: FarEndCounts | undefined): void {
    const whole = { site, own, lastUses, farEnds };
    addTo(this.#sumAt(this.#sites, site.id), whole);
    addTo(this.#sumAt(this.#hostKinds, site.hostKind), whole);
    addTo(this.#network, whole);
    if (site.memberships.length === 1) {
      for (const id of site.memberships[0].territories) addTo(this.#sumAt(this.#territories, id), whole);
      return;
    }
    // Of a site that moved, each territory has the parts of its own time; whom it called then is known part by part.
    const ids = new Set(site.memberships.flatMap(({ territories }) => territories));
    for (const id of ids) {
      const isThere = ({ from }: StoredPart): boolean => inForceAt(site.memberships, from).territories.includes(id);
      const stayed = own.map((one) => ({ ...one, parts: one.parts.filter(isThere) })).filter(({ parts }) => parts.length > 0);
      const isWhole = stayed.reduce((sum, { parts }) => sum + parts.length, 0) === own.reduce((sum, { parts }) => sum + parts.length, 0);
      if (stayed.length > 0) addTo(this.#sumAt(this.#territories, id), { ...whole, own: stayed, farEnds: isWhole ? farEnds : undefined });
    }
  }

  #sumAt(sums: Map<string, PlaceSum>, id: string): PlaceSum {
    const sum = sums.get(id) ?? this.#newSum();
    sums.set(id, sum);
    return sum;
  }

  result(): Omit<NetworkAttendance, "period" | "endpoints"> {
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

interface SiteParts {
  readonly site: Site;
  readonly own: readonly PartsOfEndpoint[];
  readonly lastUses: LastUses;
  readonly farEnds: FarEndCounts | undefined;
}

function addTo(sum: PlaceSum, { site, own, lastUses, farEnds }: SiteParts): void {
  for (const { endpoint, parts } of own) sum.addEndpoint(site, parts, lastUses.get(endpoint.id));
  sum.addSite(
    monthsOfUse(
      site,
      own.map(({ parts }) => parts),
    ),
    farEnds,
  );
}
