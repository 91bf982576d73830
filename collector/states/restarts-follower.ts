import type { Ledger, RestartConclusion, StoredObservation, TimeSpan } from "../ledger/port.ts";
import { byEndpoint } from "./by-endpoint.ts";
import { awaitCodecMs, restartsOf, uptimeKinds } from "./restarts.ts";

export const restartsFollower = "restarts";

const observationsPerStep = 2_000;
/** A codec polled every second for half a day has fewer; a month without the codec's own uptime has, too. */
const mostObservations = 50_000;

/**
 * Follows the observations and keeps the restarts of endpoints concluded from them, as states are: whatever the order they come in,
 * the same restarts stand in the end, each once.
 *
 * @returns how many observations were followed; 0 when there is nothing new
 */
export async function followRestarts(ledger: Ledger, onFailure: (endpoint: string, error: unknown) => void): Promise<number> {
  const cursor = await ledger.cursorOf(restartsFollower, "observations");
  const fresh = await ledger.observationsAfter(cursor, observationsPerStep);
  const last = fresh.at(-1);
  if (last === undefined) return 0;
  const conclusions: RestartConclusion[] = [];
  for (const [endpoint, observations] of byEndpoint(fresh)) {
    try {
      for (const cluster of clustersOf(observations.filter(hasUptime))) conclusions.push(await concludeAround(ledger, endpoint, cluster));
    } catch (error) {
      onFailure(endpoint, error);
    }
  }
  await ledger.replaceRestarts(conclusions, { follower: restartsFollower, entry: last.entry });
  return fresh.length;
}

/** The restarts that new observations may have changed, concluded again from everything the ledger holds around them. */
async function concludeAround(
  ledger: Pick<Ledger, "observationsAround">,
  endpoint: string,
  fresh: readonly StoredObservation[],
): Promise<RestartConclusion> {
  const reach = await reachOf(ledger, endpoint, fresh);
  // As much again is read on both sides, because what the codec says of itself so long before or after a restart names its kind.
  const span = { from: reach.from - awaitCodecMs, to: reach.to + awaitCodecMs };
  const observations = await readAround(ledger, endpoint, span);
  // What is older than anything left to read stays as it was concluded when there was more.
  const from = Math.max(reach.from, (observations[0]?.observedAt ?? reach.from) + 1);
  const restarts = restartsOf(observations).filter(({ at }) => at >= from && at <= reach.to);
  return { endpoint, from, to: reach.to, restarts };
}

/**
 * Where new readings may move a restart: up to the readings of the same kind before and after; further back, where the start of an SNMP
 * agent still waited for the codec's own word; further on, where one was put down to a start of the codec.
 */
async function reachOf(
  ledger: Pick<Ledger, "observationsAround">,
  endpoint: string,
  fresh: readonly StoredObservation[],
): Promise<TimeSpan> {
  const [oldest, newest] = [fresh[0]?.observedAt ?? 0, fresh.at(-1)?.observedAt ?? 0];
  const around = await readAround(ledger, endpoint, { from: oldest, to: newest });
  const kinds = uptimeKinds.filter((kind) => fresh.some((one) => reads(one, kind)));
  const before = around.filter(({ observedAt }) => observedAt < oldest);
  const after = around.filter(({ observedAt }) => observedAt > newest);
  const ofSameKind = (one: StoredObservation) => kinds.some((kind) => reads(one, kind));
  return {
    from: Math.min((before.at(-1)?.observedAt ?? oldest) - awaitCodecMs, ...before.filter(ofSameKind).map(({ observedAt }) => observedAt)),
    to: Math.max(newest, ...after.filter(ofSameKind).map(({ observedAt }) => observedAt)) + awaitCodecMs,
  };
}

async function readAround(ledger: Pick<Ledger, "observationsAround">, endpoint: string, span: TimeSpan): Promise<StoredObservation[]> {
  const observations = await ledger.observationsAround(endpoint, uptimeKinds, span, mostObservations);
  if (observations.length >= mostObservations) throw new Error(`${endpoint} has more than ${mostObservations} uptimes around its newest`);
  return observations;
}

/** Observations in the order of time, in groups that lie too far apart to weigh on each other. */
function clustersOf(observations: readonly StoredObservation[]): StoredObservation[][] {
  const clusters: StoredObservation[][] = [];
  for (const one of observations.toSorted((left, right) => left.observedAt - right.observedAt)) {
    const cluster = clusters.at(-1);
    const last = cluster?.at(-1);
    if (cluster === undefined || last === undefined || one.observedAt - last.observedAt > 2 * awaitCodecMs) clusters.push([one]);
    else cluster.push(one);
  }
  return clusters;
}

function hasUptime(observation: StoredObservation): boolean {
  return uptimeKinds.some((kind) => reads(observation, kind));
}

function reads({ readings }: StoredObservation, kind: string): boolean {
  return readings.some((reading) => reading.kind === kind && reading.instance === undefined);
}
