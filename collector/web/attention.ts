import type { EndpointState } from "../sla/state-interval.ts";
import { type EndpointRow, endpointRow, type Moment } from "./endpoint-row.ts";
import type { EndpointOverview, Overview, SiteOverview, TerritoryOverview } from "./overview.ts";

/** Worst first, as someone who can only do one thing at a time would take them. */
export const severity: readonly EndpointState[] = ["down", "site", "degraded", "unknown", "up"];

/** Past this many lines the rest is counted, with a link to each state in the fleet. */
const shownAtMost = 24;

/** Endpoints of one site with the same trouble for the same reason: one cause, one line. */
export interface AttentionItem {
  readonly key: string;
  readonly state: EndpointState;
  readonly stateWord: string;
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
  readonly site: SiteOverview;
  readonly territory: TerritoryOverview;
  readonly endpoints: EndpointOverview[];
}

/** Everything that is not up: worst state first, then what began last, so that news is at the top. */
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
      for (const endpoint of site.endpoints.filter(({ state }) => state !== "up")) {
        const key = `${site.id} ${endpoint.state} ${endpoint.cause}`;
        const group = groups.get(key) ?? { site, territory, endpoints: [] };
        group.endpoints.push(endpoint);
        groups.set(key, group);
      }
    }
  }
  return [...groups.values()];
}

function attentionItem({ site, territory, endpoints }: Group, nowMs: number): AttentionItem {
  const rows = endpoints.map((endpoint) => endpointRow(endpoint, nowMs));
  const oldest = rows[beginsFirst(endpoints)];
  if (oldest === undefined) throw new Error("a group of endpoints in trouble is empty");
  const { state, stateWord, cause, since, proof } = oldest;
  return {
    key: `${site.id}-${state}-${endpoints[0]?.cause ?? ""}`,
    state,
    stateWord,
    cause,
    since,
    proof,
    site: site.name,
    place: site.commune === territory.name ? site.commune : `${site.commune}, ${territory.name}`,
    endpoints: rows,
  };
}

function beginsFirst(endpoints: readonly EndpointOverview[]): number {
  const starts = endpoints.map(({ since }) => since ?? Number.POSITIVE_INFINITY);
  return starts.indexOf(Math.min(...starts));
}

function bySeverityThenNewest(left: Group, right: Group): number {
  return severity.indexOf(stateOf(left)) - severity.indexOf(stateOf(right)) || newest(right) - newest(left);
}

function stateOf(group: Group): EndpointState {
  return group.endpoints[0]?.state ?? "unknown";
}

function newest(group: Group): number {
  return Math.max(...group.endpoints.map(({ since }) => since ?? 0));
}
