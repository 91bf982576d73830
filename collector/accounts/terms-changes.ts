import { type Span, subtract, union } from "../sla/spans.ts";
import { canonicalJson } from "./closed-quarter.ts";
import type { EndpointTerms, KeptTerms, SiteTerms } from "./kept-terms.ts";

export const changedTerms = ["hours", "closures", "contracts", "territories", "in_service"] as const;
/** What of the inventory was changed. */
export type ChangedTerm = (typeof changedTerms)[number];

/** What an inventory says of time that has passed and did not say before. */
export interface PastChange extends Span {
  readonly what: ChangedTerm;
  /** Sites of which it is said; those of endpoints of `in_service`. */
  readonly sites: readonly string[];
  /** Endpoints it touches; empty: all of the sites. */
  readonly endpoints: readonly string[];
}

interface Touched extends Span {
  readonly what: ChangedTerm;
  readonly site: string;
  readonly endpoint: string | null;
}

/** What changed of the time before `now` (s), those that changed alike together. */
export function pastChanges(before: KeptTerms, after: KeptTerms, now: number): PastChange[] {
  const touched = [
    ...[...after.sites].flatMap(([id, terms]) => siteChanges(id, before.sites.get(id), terms, now)),
    ...endpointChanges(before.endpoints, after.endpoints, now),
  ];
  return [...Map.groupBy(touched, ({ what, from, to }) => `${what} ${from} ${to}`).values()].flatMap((own): PastChange[] => {
    const [first] = own;
    if (first === undefined) return [];
    const { what, from, to } = first;
    const sites = [...new Set(own.map(({ site }) => site))];
    return [{ what, from, to, sites, endpoints: own.flatMap(({ endpoint }) => endpoint ?? []) }];
  });
}

/** A site that is new, or gone, is told by its endpoints. */
function siteChanges(site: string, before: SiteTerms | undefined, after: SiteTerms, now: number): Touched[] {
  if (before === undefined) return [];
  const told = (what: ChangedTerm, span: Span | null): Touched[] => (span === null ? [] : [{ what, site, endpoint: null, ...span }]);
  return [
    ...told("hours", otherwiseIn(before.hours, after.hours, now)),
    ...told("closures", hullOf(differing(before.closures, after.closures), now)),
    ...told("contracts", otherwiseIn(before.contracts, after.contracts, now)),
    ...told("territories", otherwiseIn(before.territories, after.territories, now)),
  ];
}

function endpointChanges(before: ReadonlyMap<string, EndpointTerms>, after: ReadonlyMap<string, EndpointTerms>, now: number): Touched[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id): Touched[] => {
    const [was, is] = [before.get(id), after.get(id)];
    // Who was taken to another site was never at the one before, by what the inventory says now.
    const hasMoved = was !== undefined && is !== undefined && was.site !== is.site;
    const spans = hasMoved ? [...was.inService, ...is.inService] : differing(was?.inService ?? [], is?.inService ?? []);
    const span = hullOf(spans, now);
    const site = is?.site ?? was?.site;
    return span === null || site === undefined ? [] : [{ what: "in_service", site, endpoint: id, ...span }];
  });
}

/** From the first to the last instant before `now` at which another entry of a dated list holds, or it says otherwise. */
function otherwiseIn<Entry extends { readonly from: number }>(before: readonly Entry[], after: readonly Entry[], now: number): Span | null {
  const instants = [...new Set([0, ...[...before, ...after].map(({ from }) => from)])].filter((at) => at < now).toSorted((a, b) => a - b);
  const stretches = instants.map((from, place) => ({ from, to: instants[place + 1] ?? now }));
  return hullOf(
    stretches.filter(({ from }) => wordsAt(before, from) !== wordsAt(after, from)),
    now,
  );
}

/** What holds at an instant, without since when. The first holds since ever. */
function wordsAt(dated: readonly { readonly from: number }[], at: number): string {
  const entry = dated.findLast(({ from }) => from <= at) ?? dated[0];
  return canonicalJson(entry === undefined ? null : { ...entry, from: 0 });
}

function differing(before: readonly Span[], after: readonly Span[]): Span[] {
  const [was, is] = [union(before), union(after)];
  return [...subtract(was, is), ...subtract(is, was)];
}

function hullOf(spans: readonly Span[], now: number): Span | null {
  const past = spans.filter(({ from }) => from < now);
  if (past.length === 0) return null;
  return { from: Math.min(...past.map(({ from }) => from)), to: Math.min(now, Math.max(...past.map(({ to }) => to))) };
}
