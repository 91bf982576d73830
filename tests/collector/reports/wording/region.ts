import { createDirectory } from "../../../../collector/directory/create-directory.ts";
import type { Directory, Site, Territory } from "../../../../collector/directory/directory.ts";
import type { Ledger } from "../../../../collector/ledger/port.ts";
import { issued } from "../../../../collector/reports/evidence.ts";
import { type Contour, contoursOfBrittany } from "../../../../collector/reports/forms/contours.ts";
import type { IssuedReport } from "../../../../collector/reports/issued.ts";
import { buildReport, type ReportQuestion } from "../../../../collector/reports/model/build.ts";
import { networkTimeZone, quarterSpan } from "../../../../collector/sla/calendar.ts";
import type { MaintenanceEntry } from "../../../../collector/sla/maintenance.ts";
import type { EndpointState } from "../../../../collector/sla/state-interval.ts";
import type { CallRecord } from "../../../../contract/call.ts";
import { at, contract, siteOf, tell } from "../../accounts/small-network.ts";

type SomeLedger = Ledger & Pick<Parameters<typeof buildReport>[0], "statesOfMany">;

/** The same numbers every time, 0 to 1. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const hosts = [
  "Mairie",
  "Pépinière d'entreprises",
  "Maison de l'économie",
  "Médiathèque",
  "Espace France services",
  "Communauté de communes",
];
/** EPCI in which there are sites: every second one, and the islands. */
const servedOf = (contours: readonly Contour[]): readonly Contour[] => contours.filter((one, place) => place % 2 === 0 || isAlone(one));
const isAlone = ({ name }: Contour): boolean => /^(Ouessant|Île-de-|Belle)/.test(name);

/** As many sites as asked, spread over Brittany, with a room each. */
export function regionOf(sites: number): Directory {
  const served = servedOf(contoursOfBrittany());
  const territories = served.map(({ siren, name }): Territory => ({ id: siren, name, kind: kindOf(name), siren }));
  const all = Array.from({ length: sites }, (_, place): Site => {
    const territory = served[(place * 7) % served.length] ?? served[0];
    const id = `site-${place + 1}`;
    return siteOf(id, {
      name: `${hosts[place % hosts.length]} de ${territory?.name ?? ""}`,
      commune: territory?.name ?? "",
      territory: territory?.siren ?? "",
      hostKind: place % hosts.length === 1 ? "pepiniere" : "collectivite",
      contracts: [{ ...contract, restoreSeconds: 14_400 }],
      memberships: [{ from: 0, epci: null, territories: [territory?.siren ?? ""] }],
      regionalAidEuros: place % 3 === 0 ? 6_000 : 0,
    });
  });
  const endpoints = all.map(({ id }, place) => ({
    id: `salle-${place + 1}`,
    name: place % 4 === 0 ? "Salle du conseil" : "Salle de réunion",
    site: id,
  }));
  return createDirectory({ territories, sites: all, endpoints, agents: [] });
}

const kindOf = (name: string): Territory["kind"] => {
  if (/Métropole/.test(name)) return "METROPOLE";
  return /^(Ouessant|Île-de-)/.test(name) ? "HORS_EPCI" : "EPCI";
};

/** Fifteen months of states and calls, up to the end of September 2026: outages, silences, cuts of sites, rooms nobody uses. */
export async function fillRegion(ledger: SomeLedger, { endpoints }: Directory): Promise<void> {
  for (const [place, { id }] of endpoints.entries()) {
    const next = numbersFrom(place + 1);
    await tell(ledger, id, ...statesOf(next, place));
    await ledger.importCalls(id, callsOf(next, place), 0);
  }
}

type Told = readonly [state: EndpointState, from: string, to: string];

function statesOf(next: () => number, place: number): Told[] {
  const told: Told[] = [];
  let from = "2025-07-01T00:00";
  const end = "2026-10-01T00:00";
  // Its agent fell silent in August.
  const last = place % 17 === 16 ? "2026-08-10T00:00" : end;
  for (const day of daysWithin(next, place)) {
    const hour = 8 + Math.floor(next() * 8);
    const [begin, until] = [`${day}T${two(hour)}:00`, `${day}T${two(hour + 1 + Math.floor(next() * 4))}:30`];
    if (begin <= from || until >= last) continue;
    const state = place % 9 === 4 ? "site" : "down";
    told.push(["up", from, begin], [state, begin, until]);
    from = until;
  }
  const silent: Told[] = last === end ? [] : [["unknown", last, end]];
  return [...told, ["up", from, last], ...silent];
}

/** Some rooms fail often, most never. */
function daysWithin(next: () => number, place: number): string[] {
  const failures = place % 5 === 0 ? 6 : Number(place % 3 === 0) * 2;
  const days = Array.from({ length: failures }, () => dayOf(Math.floor(next() * 456)));
  return [...new Set(days)].toSorted();
}

const two = (number: number): string => String(number).padStart(2, "0");
const dayOf = (days: number): string => new Date(Date.UTC(2025, 6, 1) + days * 86_400_000).toISOString().slice(0, 10);

function callsOf(next: () => number, place: number): CallRecord[] {
  const many = place % 4 === 3 ? 0 : Math.floor(next() * 110);
  return Array.from({ length: many }, (_, call): CallRecord => {
    const hour = next() < 0.9 ? 9 + Math.floor(next() * 8) : 19;
    return {
      key: `call-${place}-${call}`,
      startedAt: at(`${dayOf(Math.floor(next() * 457))}T${two(hour)}:${two(Math.floor(next() * 60))}`) * 1000,
      durationS: 600 + Math.floor(next() * 4_800),
      isConnected: next() < 0.95,
      direction: "out",
      protocol: "sip",
      quality: next() < 0.9 ? "measured" : "not_told",
      farEnd: String(call % 7).padStart(16, "0"),
      ...(next() < 0.6 && { farEndPlace: next() < 0.7 ? "commune:35238" : "france" }),
      lossRatio: next() < 0.85 ? 0.002 : 0.08,
    };
  });
}

const spanOf = (quarter: string) => quarterSpan(quarter, networkTimeZone) ?? { from: 0, to: 0 };
const works: readonly MaintenanceEntry[] = [];

/** What is issued of a quarter of it. */
export async function regionReport(ledger: SomeLedger, directory: Directory, more: Partial<ReportQuestion> = {}): Promise<IssuedReport> {
  const quarter = more.quarter ?? "2026-T3";
  const period = spanOf(quarter);
  const model = await buildReport(ledger, { directory, maintenance: works, notes: [], quarter, period, until: period.to, ...more });
  return issued(model, period.to + 4 * 86_400, "0.1.0", null);
}
