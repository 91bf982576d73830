import type { Directory } from "../directory/directory.ts";
import type { Ledger } from "../ledger/port.ts";
import { type Account, cutStates, nameHoles, type StateSpan } from "../sla/account.ts";
import type { IncidentNote } from "../sla/incident-notes.ts";
import { firstEndingAfter, type Span } from "../sla/spans.ts";
import type { EndpointState, StateCause } from "../sla/state-interval.ts";
import { type AccountsQuestion, accountsOf, type EndpointAccount } from "./accounts.ts";
import { type ReportedIncident, reportedIncidents } from "./incident-report.ts";
import { type Pool, Pooling, PoolingByPlace, type Pools } from "./pool.ts";

/** Whole seconds and counts only: the same figures are the same text. All that people are shown is worked out of these. */
export interface Sums {
  readonly account: Account;
  readonly incidents: number;
  /** Of the incidents, those that lasted longer than guaranteed (GTR), and those that nobody took charge of in time (GTI). */
  readonly restoreBreaches: number;
  readonly takeChargeBreaches: number;
  /** Of all incidents, on the contract's clock: by their number it is the MTTR. */
  readonly clockSeconds: number;
  readonly restarts: number;
  readonly microOutages: number;
}

export interface EndpointFigures extends Sums {
  readonly id: string;
  readonly site: string;
  readonly targetBasisPoints: number | null;
  /** Null: nothing was promised, or nothing can be said. */
  readonly isMet: boolean | null;
  /** Expected time that was not up, in order. */
  readonly lost: readonly Lost[];
  /** Expected time that maintenances took out, in order. */
  readonly maintenance: readonly (readonly [from: number, to: number])[];
}

type Lost = readonly [from: number, to: number, state: EndpointState, cause: StateCause];

export interface PlaceFigures extends Sums {
  readonly id: string;
  /** Endpoints, of them those that met their target and those that missed it. */
  readonly endpoints: { readonly all: number; readonly met: number; readonly missed: number };
}

/** The figures of a period, in the order of the directory. */
export interface PeriodFigures {
  /** Of this form of the document. */
  readonly form: 1;
  /** s since 1970 UTC, half-open */
  readonly period: { readonly from: number; readonly to: number };
  readonly endpoints: readonly EndpointFigures[];
  readonly sites: readonly PlaceFigures[];
  readonly territories: readonly PlaceFigures[];
  readonly network: PlaceFigures;
}

export interface FiguresQuestion extends AccountsQuestion {
  readonly notes: readonly IncidentNote[];
}

type FiguresLedger = Pick<Ledger, "statesOfMany" | "restartsWithin" | "microOutagesWithin">;

/** Reads all of it once. Nothing of the intervals that were up is kept. */
export async function periodFigures(ledger: FiguresLedger, question: FiguresQuestion): Promise<PeriodFigures> {
  const { directory, period, until } = question;
  const to = Math.max(period.from, Math.min(period.to, until));
  const restarts = await ledger.restartsWithin(period.from, to);
  const microOutages = await ledger.microOutagesWithin(period.from, to);
  const countsOf = (ids: readonly string[]) => ({ restarts: sumOf(restarts, ids), microOutages: sumOf(microOutages, ids) });
  const notes = Map.groupBy(question.notes, ({ endpoint }) => endpoint);
  const pooling = new PoolingByPlace(directory);
  const endpoints: EndpointFigures[] = [];
  for await (const account of accountsOf(ledger, question)) {
    const reported = reportedIncidents(account, notes.get(account.endpoint.id) ?? [], until);
    pooling.add(account, reported);
    endpoints.push(figuresOfOne(account, reported, countsOf([account.endpoint.id])));
  }
  const span = { from: period.from, to };
  return { form: 1, period: span, endpoints, ...placesOf(pooling.result(), { directory, endpoints, period: span }, countsOf) };
}

type Counts = Pick<Sums, "restarts" | "microOutages">;

/** Of one endpoint alone, as it is in the figures of the period. */
export function figuresOfOne(account: EndpointAccount, reported: readonly ReportedIncident[], counts: Counts): EndpointFigures {
  const own = new Pooling();
  own.add(account, undefined, reported);
  return endpointFigures(account, { ...sumsOf(own.result()), ...counts });
}

interface Counted {
  readonly directory: Directory;
  readonly endpoints: readonly EndpointFigures[];
  readonly period: Span;
}

/** In the order of the directory. */
function placesOf(
  { sites, territories, network }: Pools,
  { directory, endpoints, period }: Counted,
  countsOf: (ids: readonly string[]) => Counts,
): Pick<PeriodFigures, "sites" | "territories" | "network"> {
  const bySite = Map.groupBy(endpoints, ({ site }) => site);
  const idsAt = (id: string): string[] => (bySite.get(id) ?? []).map((one) => one.id);
  const place = (id: string, pool: Pool | undefined, ids: readonly string[]): PlaceFigures[] =>
    pool === undefined ? [] : [{ id, endpoints: pool.endpoints, ...sumsOf(pool), ...countsOf(ids) }];
  const everything = endpoints.map(({ id }) => id);
  return {
    sites: directory.sites.flatMap(({ id }) => place(id, sites.get(id), idsAt(id))),
    territories: directory.territories.flatMap(({ id }) => {
      const ids = directory.sitesOf(id, period).flatMap(({ site }) => idsAt(site.id));
      return place(id, territories.get(id), ids);
    }),
    network: { id: "network", endpoints: network.endpoints, ...sumsOf(network), ...countsOf(everything) },
  };
}

function endpointFigures(account: EndpointAccount, sums: Sums): EndpointFigures {
  const { endpoint, site, terms, isMet } = account;
  const target = terms.contract.targetBasisPoints;
  const maintenance = terms.time.maintenance.map(({ from, to }) => [from, to] as const);
  return { id: endpoint.id, site: site.id, targetBasisPoints: target, isMet, ...sums, lost: lostOf(account), maintenance };
}

/** A hole that nobody observed has no cause of its own. */
function lostOf({ states, terms: { period, time } }: EndpointAccount): Lost[] {
  const told = new Map<StateSpan, StateCause>(states.map((one) => [one, one.cause]));
  const lost: Lost[] = [];
  for (const one of nameHoles(states, period)) {
    if (one.state === "up") continue;
    const cause = told.get(one) ?? "no_observation";
    for (const { from, to } of cutStates([one], within(time.expected, one))) lost.push([from, to, one.state, cause]);
  }
  return lost;
}

/** Those of a list that reach into a span. */
function within(spans: readonly Span[], { from, to }: Span): readonly Span[] {
  const first = firstEndingAfter(spans, from);
  const next = spans.findIndex((span, place) => place >= first && span.from >= to);
  return spans.slice(first, next === -1 ? undefined : next);
}

function sumsOf({ account, incidents, breaches, takeChargeBreaches, clockSeconds }: Pool): Omit<Sums, keyof Counts> {
  return { account, incidents, restoreBreaches: breaches, takeChargeBreaches: takeChargeBreaches ?? 0, clockSeconds };
}

function sumOf(counts: ReadonlyMap<string, number>, ids: readonly string[]): number {
  return ids.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0);
}

/** MTTR or MTBF in whole seconds; null: there was no incident. */
export const meanOf = (seconds: number, incidents: number): number | null => (incidents === 0 ? null : Math.floor(seconds / incidents));
