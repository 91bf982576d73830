import type { Directory, Endpoint, Site } from "../directory/directory.ts";
import type { DatedContract } from "../sla/contract.ts";
import type { Closure } from "../sla/dated-hours.ts";
import { always } from "../sla/service-time.ts";
import type { Span } from "../sla/spans.ts";
import { canonicalJson } from "./closed-quarter.ts";

/**
 * What the inventory holds the figures against, as the collector last worked with it. Times are s since 1970 UTC; opening hours are
 * as a person wrote them.
 */
export interface KeptTerms {
  readonly sites: ReadonlyMap<string, SiteTerms>;
  readonly endpoints: ReadonlyMap<string, EndpointTerms>;
}

export interface SiteTerms {
  readonly hours: readonly { readonly from: number; readonly hours: string }[];
  readonly closures: readonly Closure[];
  readonly contracts: readonly KeptContract[];
  readonly territories: readonly { readonly from: number; readonly territories: readonly string[] }[];
}

type KeptContract = Omit<DatedContract, "clockHours"> & { readonly clockHours: string | null };

export interface EndpointTerms {
  readonly site: string;
  readonly inService: readonly Span[];
}

/** The same terms of many, said once; null: those are in the inventory no more. */
export type Said<Terms> = readonly (readonly [ids: readonly string[], terms: Terms | null])[];

/** What one look at the inventory added to what is kept. */
export interface KeptEntry {
  readonly sites: Said<SiteTerms>;
  readonly endpoints: Said<EndpointTerms>;
}

export function termsIn({ sites, endpoints }: Pick<Directory, "sites" | "endpoints">): KeptTerms {
  return {
    sites: new Map(sites.map((site) => [site.id, termsOfSite(site)])),
    endpoints: new Map(endpoints.map((endpoint) => [endpoint.id, termsOfEndpoint(endpoint)])),
  };
}

function termsOfSite({ calendar, contracts, memberships }: Site): SiteTerms {
  return {
    hours: calendar.hours.map(({ from, hours }) => ({ from, hours: hours.written })),
    closures: calendar.closures.map(({ from, to, reason }) => ({ from, to, reason })),
    contracts: contracts.map(({ clockHours, ...contract }) => ({ ...contract, clockHours: clockHours?.written ?? null })),
    territories: memberships.map(({ from, territories }) => ({ from, territories })),
  };
}

const termsOfEndpoint = ({ site, inService = [always] }: Endpoint): EndpointTerms => ({
  site,
  inService: inService.map(({ from, to }) => ({ from, to })),
});

/** What is otherwise now, as it is now; null: nothing is. */
export function addedTo(before: KeptTerms, after: KeptTerms): KeptEntry | null {
  const sites = saidOf(before.sites, after.sites);
  const endpoints = saidOf(before.endpoints, after.endpoints);
  return sites.length === 0 && endpoints.length === 0 ? null : { sites, endpoints };
}

/** Of what an entry speaks of, how it was before. */
export function replacedBy({ sites, endpoints }: KeptEntry, before: KeptTerms): KeptEntry {
  return { sites: formerly(sites, before.sites), endpoints: formerly(endpoints, before.endpoints) };
}

/** All entries, the oldest first, laid over each other. */
export function foldedTerms(entries: readonly KeptEntry[]): KeptTerms {
  const sites = new Map<string, SiteTerms>();
  const endpoints = new Map<string, EndpointTerms>();
  for (const entry of entries) {
    lay(entry.sites, sites);
    lay(entry.endpoints, endpoints);
  }
  return { sites, endpoints };
}

function lay<Terms>(said: Said<Terms>, over: Map<string, Terms>): void {
  for (const [ids, terms] of said) {
    for (const id of ids) {
      if (terms === null) over.delete(id);
      else over.set(id, terms);
    }
  }
}

function saidOf<Terms>(before: ReadonlyMap<string, Terms>, after: ReadonlyMap<string, Terms>): Said<Terms> {
  const changed = [...after].filter(([id, terms]) => canonicalJson(before.get(id) ?? null) !== canonicalJson(terms));
  const gone = [...before.keys()].filter((id) => !after.has(id)).map((id): [string, Terms | null] => [id, null]);
  return grouped<Terms>([...changed, ...gone]);
}

const formerly = <Terms>(said: Said<Terms>, before: ReadonlyMap<string, Terms>): Said<Terms> =>
  grouped<Terms>(said.flatMap(([ids]) => ids.map((id): [string, Terms | null] => [id, before.get(id) ?? null])));

function grouped<Terms>(entries: readonly (readonly [id: string, terms: Terms | null])[]): Said<Terms> {
  const groups = Map.groupBy(entries, ([, terms]) => canonicalJson(terms));
  return [...groups.values()].map((own) => [own.map(([id]) => id), own[0]?.[1] ?? null] as const);
}
