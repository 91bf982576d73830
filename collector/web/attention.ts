import type { EndpointState } from "../sla/state-interval.ts";
import { isToDealWith, troubleSince } from "./access.ts";
import { type EndpointRow, endpointRow, type Moment, moment } from "./endpoint-row.ts";
import { refusalCauses } from "./fr-endpoint.ts";
import { tlsRefusalWords } from "./fr-tls.ts";
import { since } from "./french-format.ts";
import type { EndpointOverview, Overview, SiteOverview, TerritoryOverview } from "./overview.ts";

/** Worst first, as someone who can only do one thing at a time would take them. Last come those that are up and refuse us. */
export const severity: readonly EndpointState[] = ["down", "site", "degraded", "unknown", "up"];

/** Past this many lines the rest is counted, with a link to each state in the fleet. */
const shownAtMost = 24;

/** Endpoints of one site with the same trouble for the same reason: one cause, one line. */
export interface AttentionItem {
  readonly key: string;
  readonly state: EndpointState;
  readonly stateWord: string;
  /** Said in the place of the state where that is up, and our credentials are refused all the same. */
  readonly refused: string | null;
  readonly cause: string;
  readonly site: string;
  readonly place: string;
  readonly since: Moment;
  readonly proof: Moment;
  readonly endpoints: readonly EndpointRow[];
}

export interface Attention {
  readonly items: readonly AttentionItem[];
  readonly hidden: readonly { readonly state: EndpointState; readonly count: number }[];
}

interface Group {
  readonly key: string;
  readonly site: SiteOverview;
  readonly territory: TerritoryOverview;
  readonly endpoints: EndpointOverview[];
}

/** Everything that is not up, or refuses us: worst state first, then what began last, so that news is at the top. */
export function attentionOf(overview: Overview, nowMs: number): Attention {
  const groups = troubleGroups(overview).sort(bySeverityThenNewest);
  const items = groups.slice(0, shownAtMost).map((group) => attentionItem(group, nowMs));
  const left = groups.slice(shownAtMost).flatMap((group) => group.endpoints);
  const hidden = severity
    .map((state) => ({ state, count: left.filter((endpoint) => endpoint.state === state).length }))
    .filter(({ count }) => count > 0);
  return { items, hidden };
}

function troubleGroups(overview: Overview): Group[] {
  const groups = new Map<string, Group>();
  for (const territory of overview.territories) {
    for (const site of territory.sites) {
      for (const endpoint of site.endpoints.filter(isToDealWith)) {
        const key = `${site.id}-${endpoint.state}-${causeKey(endpoint)}`;
        const group = groups.get(key) ?? { key, site, territory, endpoints: [] };
        group.endpoints.push(endpoint);
        groups.set(key, group);
      }
    }
  }
  return [...groups.values()];
}

/** Endpoints that are up have nothing in common but the channels on which they refuse us. */
function causeKey(endpoint: EndpointOverview): string {
  return endpoint.state === "up" ? endpoint.refusals.map(({ channel }) => channel).join("-") : endpoint.cause;
}

function attentionItem({ key, site, territory, endpoints }: Group, nowMs: number): AttentionItem {
  const oldest = endpoints[beginsFirst(endpoints)];
  if (oldest === undefined) throw new Error("a group of endpoints in trouble is empty");
  const { state, stateWord, cause, refused, proof } = endpointRow(oldest, nowMs);
  return {
    key,
    state,
    stateWord,
    refused: state === "up" ? refused : null,
    cause: state === "up" ? refusedCause(oldest) : cause,
    since: troubleMoment(oldest, nowMs),
    proof,
    site: site.name,
    place: site.commune === territory.name ? site.commune : `${site.commune}, ${territory.name}`,
    endpoints: endpoints.map((endpoint) => endpointRow(endpoint, nowMs)),
  };
}

function refusedCause({ refusals, tlsRefusal }: EndpointOverview): string {
  return refusals
    .map(({ channel }) => (channel === "http" && tlsRefusal !== null ? tlsRefusalWords[tlsRefusal].short : refusalCauses[channel]))
    .join(", ");
}

/** A refusal that nobody saw begin has no beginning to show. */
function troubleMoment(endpoint: EndpointOverview, nowMs: number): Moment {
  const began = troubleSince(endpoint);
  return began === null && endpoint.state === "up" ? moment(null, "") : moment(began, since(began, nowMs));
}

function beginsFirst(endpoints: readonly EndpointOverview[]): number {
  const starts = endpoints.map((endpoint) => troubleSince(endpoint) ?? Number.POSITIVE_INFINITY);
  return starts.indexOf(Math.min(...starts));
}

function bySeverityThenNewest(left: Group, right: Group): number {
  return severity.indexOf(stateOf(left)) - severity.indexOf(stateOf(right)) || newest(right) - newest(left);
}

function stateOf(group: Group): EndpointState {
  return group.endpoints[0]?.state ?? "unknown";
}

function newest(group: Group): number {
  return Math.max(...group.endpoints.map((endpoint) => troubleSince(endpoint) ?? 0));
}
