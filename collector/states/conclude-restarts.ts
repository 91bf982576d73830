import type { Arrival, RestartConclusion, StoredObservation, TimeSpan } from "../ledger/port.ts";
import type { Around } from "./around.ts";
import { awaitCodecMs, restartsOf, uptimeKinds } from "./restarts.ts";
import { spansOf } from "./spans.ts";
import { reads } from "./stretch.ts";

/** The restarts that new observations of one endpoint may have changed: usually one span. */
export async function concludeRestarts(around: Around, fresh: readonly Arrival[]): Promise<RestartConclusion[]> {
  const told = fresh.filter(hasUptime);
  const conclusions: RestartConclusion[] = [];
  for (const span of spansOf(
    told.map(({ observedAt }) => observedAt),
    2 * awaitCodecMs,
  )) {
    const kinds = uptimeKinds.filter((kind) => told.some((one) => isInside(one, span) && reads(one, kind)));
    conclusions.push(await concludeSpan(around, span, kinds));
  }
  return conclusions;
}

type UptimeKind = (typeof uptimeKinds)[number];

/** Concluded again from everything the ledger holds around a span with new readings of `kinds`. */
async function concludeSpan(around: Around, fresh: TimeSpan, kinds: readonly UptimeKind[]): Promise<RestartConclusion> {
  const reach = await reachOf(around, fresh, kinds);
  // As much again is read on both sides, because what the codec says of itself so long before or after a restart names its kind.
  const observations = await uptimesAround(around, { from: reach.from - awaitCodecMs, to: reach.to + awaitCodecMs });
  // What is older than anything left to read stays as it was concluded when there was more.
  const from = Math.max(reach.from, (observations[0]?.observedAt ?? reach.from) + 1);
  const restarts = restartsOf(observations).filter(({ at }) => at >= from && at <= reach.to);
  return { endpoint: around.endpoint, from, to: reach.to, restarts };
}

/**
 * Where new readings may move a restart: up to the readings of the same kind before and after; further back, where the start of an SNMP
 * agent still waited for the codec's own word; further on, where one was put down to a start of the codec.
 */
async function reachOf(around: Around, { from, to }: TimeSpan, kinds: readonly UptimeKind[]): Promise<TimeSpan> {
  const before = await nearestOf(around, { before: from });
  const after = await nearestOf(around, { after: to });
  const ofSameKind = (one: StoredObservation) => kinds.some((kind) => reads(one, kind));
  const lastBefore = Math.max(...before.map(({ observedAt }) => observedAt));
  return {
    from: Math.min(
      (Number.isFinite(lastBefore) ? lastBefore : from) - awaitCodecMs,
      ...before.filter(ofSameKind).map(({ observedAt }) => observedAt),
    ),
    to: Math.max(to, ...after.filter(ofSameKind).map(({ observedAt }) => observedAt)) + awaitCodecMs,
  };
}

/** Observations that read an uptime in a span, and for each kind of uptime the nearest before and after; oldest first. */
async function uptimesAround(around: Around, span: TimeSpan): Promise<StoredObservation[]> {
  const inBetween = (await around.between(span)).filter(hasUptime);
  const outside = [...(await nearestOf(around, { before: span.from })), ...(await nearestOf(around, { after: span.to }))];
  const each = new Map([...outside, ...inBetween].map((one) => [one.entry, one]));
  return [...each.values()].toSorted((left, right) => left.observedAt - right.observedAt || left.entry - right.entry);
}

/** The nearest reading of each kind on one side of an instant. */
async function nearestOf(around: Around, side: Parameters<Around["nearest"]>[1]): Promise<StoredObservation[]> {
  const nearest: StoredObservation[] = [];
  for (const kind of uptimeKinds) {
    const one = await around.nearest(kind, side);
    if (one !== null) nearest.push(one);
  }
  return nearest;
}

function hasUptime(observation: Arrival): boolean {
  return uptimeKinds.some((kind) => reads(observation, kind));
}

function isInside({ observedAt }: Arrival, { from, to }: TimeSpan): boolean {
  return observedAt >= from && observedAt <= to;
}
