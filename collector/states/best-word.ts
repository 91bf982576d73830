import { type Channel, channels } from "../../contract/observation.ts";
import { type AgentReading, type ChannelStanding, type EndpointStanding, identityKinds } from "../ledger/port.ts";
import type { EndpointState } from "../sla/state-interval.ts";
import { type ChannelPresent, channelsOf, isHeld } from "./channels.ts";
import type { Watcher } from "./watchers.ts";

/** What one channel does, in the words of one agent; null: no agent uses it. */
export interface ChannelWord extends ChannelPresent {
  readonly agent: string | null;
}

/** What all agents together know of one endpoint, as the ledger keeps it. */
interface AllStandings {
  readonly channels: readonly ChannelStanding[];
  readonly endpoint: readonly EndpointStanding[];
}

/**
 * Of each reading the word of the agent that knows best: what holds before what holds no more, the site's agent before one that stands
 * elsewhere. What nobody says any more is its newest word. Two agents of one vantage count in the order of their names: who spoke last is
 * no reason, or the two would take turns. What an agent said that is declared no longer lasts while it holds.
 */
export function bestReadings(told: readonly AgentReading[], watchers: readonly Watcher[], nowMs: number): AgentReading[] {
  const rankOf = ranking(watchers);
  const isHeir = told.some(({ agent }) => Number.isFinite(rankOf(agent)));
  const words = told.filter(
    (reading) => !isHeir || Number.isFinite(rankOf(reading.agent)) || identityKinds.includes(reading.kind) || isHeld(reading, nowMs),
  );
  const byName = Map.groupBy(words, ({ kind, instance }) => JSON.stringify([kind, instance]));
  return [...byName.values()].map((ofAgents) => best(ofAgents, rankOf, (reading) => isHeld(reading, nowMs)));
}

/**
 * The same of each channel. An agent that hears nothing at all, while the endpoint is known to be up, is the one that is cut off: the others
 * are heard first.
 */
export function bestChannels(
  { channels: told, endpoint }: AllStandings,
  watchers: readonly Watcher[],
  { state, nowMs }: { readonly state: EndpointState; readonly nowMs: number },
): ChannelWord[] {
  const declared = ranking(watchers);
  const deaf = state === "up" || state === "degraded" ? deafAgents(told, nowMs) : new Set();
  const rankOf = (agent: string): number => declared(agent) + (deaf.has(agent) ? watchers.length : 0);
  const heard = Math.max(...endpoint.map(({ lastObservedAt }) => lastObservedAt));
  const words = endpoint.flatMap(({ agent, lastObservedAt }) => {
    const own = told.filter((standing) => standing.agent === agent);
    // An agent that is declared no longer is waited for no longer, either.
    const until = Number.isFinite(declared(agent)) ? lastObservedAt : heard;
    return channelsOf(own, until, nowMs).map((word): ChannelWord => ({ ...word, agent }));
  });
  return channels.map((channel) => {
    const spoken = words.filter((word) => word.channel === channel && word.state !== "not_configured");
    return spoken.length === 0 ? unused(channel) : best(spoken, rankOf, ({ isCurrent }) => isCurrent);
  });
}

/** Agents all of whose channels are silent now. */
function deafAgents(told: readonly ChannelStanding[], nowMs: number): ReadonlySet<string> {
  const current = Map.groupBy(
    told.filter((standing) => isHeld(standing, nowMs)),
    ({ agent }) => agent,
  );
  return new Set([...current].filter(([, own]) => own.every(({ outcome }) => outcome === "silent")).map(([agent]) => agent));
}

function unused(channel: Channel): ChannelWord {
  return { channel, state: "not_configured", observedAt: null, isCurrent: true, agent: null };
}

/** Whose word counts first; infinite for an agent that is not declared for the endpoint. */
function ranking(watchers: readonly Watcher[]): (agent: string) => number {
  const places = watchers
    .toSorted((left, right) => compare(isElsewhere(left), isElsewhere(right)) || compare(left.agent, right.agent))
    .map(({ agent }, place) => [agent, place] as const);
  const byAgent = new Map(places);
  return (agent) => byAgent.get(agent) ?? Number.POSITIVE_INFINITY;
}

function isElsewhere({ vantage }: Watcher): number {
  return vantage === "site" ? 0 : 1;
}

interface Word {
  readonly agent: string | null;
  readonly observedAt: number | null;
}

function best<T extends Word>(words: readonly T[], rankOf: (agent: string) => number, holds: (word: T) => boolean): T {
  const held = words.filter(holds);
  const rank = ({ agent }: T): number => rankOf(agent ?? "");
  const newestFirst = (left: T, right: T): number => compare(right.observedAt ?? 0, left.observedAt ?? 0);
  const byName = (left: T, right: T): number => compare(left.agent ?? "", right.agent ?? "");
  const [first] =
    held.length > 0
      ? held.toSorted((left, right) => compare(rank(left), rank(right)) || newestFirst(left, right) || byName(left, right))
      : words.toSorted((left, right) => newestFirst(left, right) || compare(rank(left), rank(right)) || byName(left, right));
  if (first === undefined) throw new Error("no agent said anything");
  return first;
}

function compare<T extends number | string>(left: T, right: T): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
