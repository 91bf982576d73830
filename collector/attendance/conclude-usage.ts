import { setImmediate } from "node:timers/promises";
import type { Basis } from "../accounts/terms.ts";
import type { Directory, Endpoint, Site } from "../directory/directory.ts";
import type { FarEndsKept, Ledger, UsageConclusion, UsageMark } from "../ledger/port.ts";
import { noContract } from "../sla/contract.ts";
import { roundTheClock } from "../sla/opening-hours.ts";
import { type Month, monthAt, monthsOver, quarterOf } from "../usage/months.ts";
import { farEndsToKeep } from "./conclude-far-ends.ts";
import { usageFollower } from "./question.ts";
import { type WorkedOut, workOut } from "./work-out.ts";

export type UsageLoopLedger = Pick<
  Ledger,
  | "callsOfMany"
  | "statesOfMany"
  | "usageParts"
  | "farEndsKept"
  | "usageBeginnings"
  | "usageDue"
  | "markUsage"
  | "keepUsage"
  | "purgeCalls"
  | "cursorOf"
  | "stateChangesAfter"
>;

const changesAtOnce = 5_000;
const marksAtOnce = 10_000;
/** A transaction of some ten milliseconds: agents wait no longer for their acknowledgement. */
const endpointsAtOnce = 50;

/** Marks the months that have ended and whose states were told otherwise since. */
export async function markStateChanges(ledger: UsageLoopLedger, nowS: number): Promise<void> {
  const present = monthAt(nowS);
  for (;;) {
    const cursor = await ledger.cursorOf(usageFollower, "state_changes");
    const changes = await ledger.stateChangesAfter(cursor, changesAtOnce);
    const last = changes.at(-1);
    if (last === undefined) return;
    // Until when a state was restated is not told: until now, at most.
    const earliest = new Map<string, number>();
    for (const { endpoint, at } of changes) earliest.set(endpoint, Math.min(at, earliest.get(endpoint) ?? at));
    const marks = [...earliest].filter(([, at]) => at < present.from).map(([endpoint, at]) => ({ endpoint, from: at, to: present.from }));
    await ledger.markUsage(marks, { follower: usageFollower, entry: last.entry });
    if (changes.length < changesAtOnce) return;
  }
}

/**
 * Works out again what is marked, a few endpoints at a time. Doing it twice changes nothing; whoever is killed in between begins with
 * the same marks again. Returns how many endpoints were worked out.
 */
export async function concludeDue(ledger: UsageLoopLedger, basis: Basis, nowS: number): Promise<number> {
  const marks = await ledger.usageDue(marksAtOnce);
  const upTo = marks.at(-1)?.entry ?? 0;
  const present = monthAt(nowS);
  const byEndpoint = [...Map.groupBy(marks, ({ endpoint }) => endpoint)];
  for (let start = 0; start < byEndpoint.length; start += endpointsAtOnce) {
    const wanted = byEndpoint.slice(start, start + endpointsAtOnce).map(([id, own]) => wantedOf(basis.directory, id, own, present));
    const conclusions: UsageConclusion[] = [];
    for await (const worked of workOut(ledger, basis, wanted)) conclusions.push(await concluded(ledger, basis, worked, { upTo, present }));
    await ledger.keepUsage(conclusions);
    await setImmediate();
  }
  return byEndpoint.length;
}

interface WantedMonths {
  readonly endpoint: Endpoint;
  readonly site: Site;
  readonly spans: readonly Month[];
}

/** Months that have ended. The present one is worked out whenever it is asked for. */
function wantedOf(directory: Directory, id: string, marks: readonly UsageMark[], present: Month): WantedMonths {
  const months = new Map<string, Month>();
  for (const { from, to } of marks) {
    for (const month of monthsOver({ from, to: Math.min(to, present.from) })) months.set(month.name, month);
  }
  const spans = [...months.values()].filter(({ to }) => to <= present.from).toSorted((left, right) => left.from - right.from);
  const endpoint = directory.endpoint(id);
  const site = endpoint && directory.site(endpoint.site);
  return endpoint === undefined || site === undefined ? { ...formerEndpoint(id), spans } : { endpoint, site, spans };
}

/** Of who is in the inventory no more the calls are counted too, and then forgotten like others; no service is expected. */
function formerEndpoint(id: string): { readonly endpoint: Endpoint; readonly site: Site } {
  return {
    endpoint: { id, name: id, site: id, inService: [] },
    site: {
      id,
      name: id,
      territory: "",
      insee: "",
      commune: "",
      hostKind: "autre",
      calendar: always,
      contracts: [noContract],
      memberships: [{ from: 0, epci: null, territories: [] }],
      hasTechnician: false,
      regionalAidEuros: 0,
      isFictional: false,
    },
  };
}

const always: Site["calendar"] = { hours: [{ from: 0, hours: roundTheClock }], closures: [] };

interface When {
  readonly upTo: number;
  readonly present: Month;
}

async function concluded(
  ledger: UsageLoopLedger,
  { directory }: Basis,
  { endpoint, site, spans, parts }: WorkedOut,
  { upTo, present }: When,
): Promise<UsageConclusion> {
  const quarters = [...new Map(spans.map((span) => [quarterOf(span).from, quarterOf(span)])).values()];
  const ended = quarters.filter(({ to }) => to <= present.from);
  const farEnds: (FarEndsKept | null)[] = [];
  const own = { scope: "endpoint", id: endpoint.id, endpoints: [endpoint.id] } as const;
  for (const quarter of ended) farEnds.push(await farEndsToKeep(ledger, own, quarter, parts));
  const neighbours = neighboursOf(directory, endpoint);
  if (neighbours.length > 1) {
    const together = { scope: "site", id: site.id, endpoints: neighbours } as const;
    for (const span of [...spans, ...ended]) farEnds.push(await farEndsToKeep(ledger, together, span, parts));
  }
  return { endpoint: endpoint.id, months: spans, parts, farEnds: farEnds.filter((one) => one !== null), upTo };
}

const known = new WeakMap<readonly Endpoint[], ReadonlyMap<string, readonly string[]>>();

/** All endpoints of the same site, itself included. */
function neighboursOf({ endpoints }: Directory, { site }: Endpoint): readonly string[] {
  let bySite = known.get(endpoints);
  if (bySite === undefined) {
    bySite = new Map([...Map.groupBy(endpoints, (one) => one.site)].map(([id, own]) => [id, own.map((one) => one.id)]));
    known.set(endpoints, bySite);
  }
  return bySite.get(site) ?? [];
}
