import { type EndpointState, mergeEqual, type StateInterval } from "./state-interval.ts";

/** What one agent's observations and events say of an endpoint: in order, without overlap; what is left out it does not know. */
export interface View {
  readonly agent: string;
  /** Beside the endpoint, or from elsewhere through the link of its site. */
  readonly vantage: "site" | "central";
  readonly intervals: readonly StateInterval[];
}

/** A view with the silences too short to be an outage, by when they began, ms. */
export interface CountedView extends View {
  readonly microOutages: readonly number[];
}

/** Of all agents: what one beside the endpoint noticed; what one elsewhere did only where none beside it was watching. s since 1970 UTC. */
export function mergeMicroOutages(views: readonly CountedView[]): number[] {
  const beside = views.filter(({ vantage }) => vantage === "site");
  const isWatched = (at: number): boolean =>
    beside.some(({ intervals }) => intervals.some(({ from, to, state }) => state !== "unknown" && from <= at && at < to));
  const instants = views.flatMap(({ vantage, microOutages }) => {
    const seconds = microOutages.map((ms) => Math.floor(ms / 1000));
    return vantage === "site" ? seconds : seconds.filter((at) => !isWatched(at));
  });
  return [...new Set(instants)].toSorted((left, right) => left - right);
}

/**
 * Who knows best. An answer was heard, whoever heard it; a silence heard on the site is the codec's, where the agent was not itself cut
 * off. From elsewhere a silence may be the link's, and a cut is concluded from silences: they say less than any answer. An agent on the site
 * that is proven to be cut off does not know; but what cut it off may keep one elsewhere from the codec as well.
 */
const ranks = {
  site: { up: 3, degraded: 3, down: 3, site: 1, unknown: 0 },
  central: { up: 2, degraded: 2, down: 1, site: 1, unknown: 0 },
} as const satisfies Record<View["vantage"], Record<EndpointState, number>>;

/** Between two views of the same rank and vantage the graver one holds. */
const gravity: Readonly<Record<EndpointState, number>> = { down: 4, site: 3, degraded: 2, up: 1, unknown: 0 };

/**
 * The views of all agents of an endpoint as one: at each instant that of whoever knows best, never a mean. Where another agent saw the
 * contrary, an answer against a silence, it is named in the evidence. The order of the views does not matter.
 */
export function mergeViews(views: readonly View[]): StateInterval[] {
  const [only] = views;
  if (only !== undefined && views.length === 1) return [...only.intervals];
  const bounds = new Set(views.flatMap(({ intervals }) => intervals.flatMap(({ from, to }) => [from, to])));
  const instants = [...bounds].toSorted((left, right) => left - right);
  const readers = views.toSorted((left, right) => (left.agent < right.agent ? -1 : 1)).map(reader);
  const merged = instants.flatMap((from, index): StateInterval[] => {
    const to = instants[index + 1];
    if (to === undefined) return [];
    const words = readers.flatMap((read) => read(from) ?? []);
    const best = words.reduce<Word | undefined>((known, word) => (known === undefined || isBetter(word, known) ? word : known), undefined);
    if (best === undefined) return [];
    const dissenter = words.find((word) => contradicts(word.interval.state, best.interval.state));
    const evidence = { ...best.interval.evidence, ...(dissenter !== undefined && { dissent: dissenter.agent }) };
    return [{ ...best.interval, from, to, evidence }];
  });
  return mergeEqual(merged);
}

interface Word {
  readonly agent: string;
  readonly vantage: View["vantage"];
  readonly interval: StateInterval;
}

/** What a view says at instants that are asked for in order. */
function reader({ agent, vantage, intervals }: View): (at: number) => Word | null {
  let place = 0;
  return (at) => {
    while ((intervals[place]?.to ?? Number.POSITIVE_INFINITY) <= at) place += 1;
    const interval = intervals[place];
    return interval === undefined || interval.from > at ? null : { agent, vantage, interval };
  };
}

function rankOf({ vantage, interval: { state, cause } }: Word): number {
  return vantage === "site" && cause === "agent_cut_off" ? ranks.site.site : ranks[vantage][state];
}

function isBetter(one: Word, other: Word): boolean {
  const [rank, otherRank] = [rankOf(one), rankOf(other)];
  if (rank !== otherRank) return rank > otherRank;
  if (one.vantage !== other.vantage) return one.vantage === "site";
  return gravity[one.interval.state] > gravity[other.interval.state];
}

const answers: Readonly<Record<EndpointState, boolean | null>> = { up: true, degraded: true, down: false, site: false, unknown: null };

function contradicts(one: EndpointState, other: EndpointState): boolean {
  const [left, right] = [answers[one], answers[other]];
  return left !== null && right !== null && left !== right;
}
