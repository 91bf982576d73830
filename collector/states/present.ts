import type { Directory, Endpoint } from "../directory/directory.ts";
import { isInService } from "../directory/in-service.ts";
import { type EndpointStanding, identityKinds, type LatestReading, type Ledger, type RestartKind } from "../ledger/port.ts";
import type { EndpointState, StateCause, StateInterval } from "../sla/state-interval.ts";
import { bestChannels, bestReadings } from "./best-word.ts";
import { type ChannelPresent, isHeld } from "./channels.ts";
import { type EndpointFigures, noFigures } from "./figures.ts";
import { type Refusal, refusalsOf } from "./present-refusals.ts";
import { watchersIn } from "./watchers.ts";

/** What is known of one endpoint now. Instants are ms since 1970 UTC; `null` means that it cannot be known. */
export interface EndpointPresent extends EndpointFigures {
  readonly endpoint: Endpoint;
  readonly state: EndpointState;
  readonly cause: StateCause;
  readonly since: number | null;
  readonly lastObservedAt: number | null;
  readonly lastProofAt: number | null;
  /** Only those that still hold, and what the codec is: what was read too long ago, or is no longer said, is not the present. */
  readonly readings: readonly LatestReading[];
  readonly channels: readonly ChannelPresent[];
  readonly refusals: readonly Refusal[];
  readonly connectedCalls: number;
  readonly restarts: Readonly<Partial<Record<RestartKind, number>>>;
}

/** How far back the beginning of a state is looked for when only its cause changed meanwhile. */
const sameStateForS = 30 * 86_400;

/**
 * The present of every endpoint of the directory. A state holds no longer than its interval: what has been silent since is
 * unknown from the end of the hold on, whether or not anyone has noted it yet.
 */
export async function presentOf(
  ledger: Ledger,
  directory: Directory,
  figures: ReadonlyMap<string, EndpointFigures>,
  nowMs: number,
): Promise<EndpointPresent[]> {
  const standings = await ledger.endpointStandings();
  const newest = await ledger.latestStates();
  const readings = await ledger.latestReadings();
  const channels = await ledger.channelStandings();
  const calls = await ledger.callCounts();
  const restarts = await ledger.restartCounts();
  const watchers = watchersIn(directory);
  const present: EndpointPresent[] = [];
  for (const endpoint of directory.endpoints) {
    // What was removed, or is not commissioned yet, has no present.
    if (!isInService(endpoint, nowMs / 1000)) continue;
    const known = figures.get(endpoint.id) ?? noFigures;
    const everRead = readings.get(endpoint.id) ?? [];
    const ofAgents = { channels: channels.get(endpoint.id) ?? [], endpoint: standings.get(endpoint.id) ?? [] };
    const now = await stateNow(ledger, endpoint.id, newest.get(endpoint.id), Math.floor(nowMs / 1000));
    const watching = watchers.of(endpoint.id);
    const ways = bestChannels(ofAgents, watching, { state: now.state, nowMs });
    present.push({
      endpoint,
      ...known,
      ...now,
      ...proofOf(ofAgents.endpoint, nowMs),
      readings: bestReadings(everRead, watching, nowMs).filter((reading) => identityKinds.includes(reading.kind) || isHeld(reading, nowMs)),
      channels: ways,
      refusals: await refusalsOf(ledger, endpoint.id, ways, everRead),
      connectedCalls: calls.get(endpoint.id) ?? 0,
      restarts: restarts.get(endpoint.id) ?? {},
    });
  }
  return present;
}

async function stateNow(
  ledger: Ledger,
  endpoint: string,
  newestKnown: StateInterval | undefined,
  now: number,
): Promise<Pick<EndpointPresent, "state" | "cause" | "since">> {
  const newest = newestKnown !== undefined && newestKnown.from > now ? await lastBegunBy(ledger, endpoint, now) : newestKnown;
  if (newest === undefined) return { state: "unknown", cause: "no_observation", since: null };
  if (newest.to <= now) return { state: "unknown", cause: "no_observation", since: newest.to * 1000 };
  const { state, cause } = newest;
  // Only these have several causes: "degraded since", whatever part failed first.
  if (state !== "degraded" && state !== "unknown") return { state, cause, since: newest.from * 1000 };
  const before = await ledger.statesOf(endpoint, newest.from - sameStateForS, newest.from);
  return { state, cause, since: startOfState(newest, before) * 1000 };
}

/** A clock that is a little ahead tells of seconds to come: they are not now. */
async function lastBegunBy(ledger: Ledger, endpoint: string, now: number): Promise<StateInterval | undefined> {
  return (await ledger.statesOf(endpoint, now - sameStateForS, now + 1)).at(-1);
}

function startOfState(newest: StateInterval, before: readonly StateInterval[]): number {
  let since = newest.from;
  for (const interval of before.toReversed()) {
    if (interval.to !== since || interval.state !== newest.state) break;
    since = interval.from;
  }
  return since;
}

/** An answer proves the same whoever heard it, and at the latest now. */
function proofOf(standings: readonly EndpointStanding[], nowMs: number): Pick<EndpointPresent, "lastObservedAt" | "lastProofAt"> {
  return {
    lastObservedAt: newestOf(standings.map(({ lastObservedAt }) => Math.min(lastObservedAt, nowMs))),
    lastProofAt: newestOf(standings.flatMap(({ lastAnsweredAt }) => (lastAnsweredAt === null ? [] : Math.min(lastAnsweredAt, nowMs)))),
  };
}

function newestOf(instants: readonly number[]): number | null {
  return instants.length === 0 ? null : Math.max(...instants);
}

/** The value of a reading without instance, or null when the endpoint never gave it. */
export function readingOf(present: Pick<EndpointPresent, "readings">, kind: string): number | string | null {
  return present.readings.find((reading) => reading.kind === kind && reading.instance === null)?.value ?? null;
}
