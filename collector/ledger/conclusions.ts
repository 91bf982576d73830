import type { Kysely, Transaction } from "kysely";
import { cutTo, type EndpointState, mergeEqual, type StateCause, type StateInterval } from "../sla/state-interval.ts";
import { insertMany } from "./insert-many.ts";
import type { StateConclusion } from "./port.ts";
import { intervalOfRow, rowOfInterval } from "./rows.ts";
import type { Tables } from "./tables.ts";

type StatePoint = { readonly state: EndpointState; readonly cause: StateCause };
const nothingKnown: StatePoint = { state: "unknown", cause: "no_observation" };

export function replaceStates(
  db: Kysely<Tables>,
  conclusions: readonly StateConclusion[],
  cursor: { follower: string; entry: number },
): Promise<void> {
  return db.transaction().execute(async (trx) => {
    for (const conclusion of conclusions) await replaceOne(trx, conclusion);
    await saveCursor(trx, cursor.follower, "observations", cursor.entry);
  });
}

export async function saveCursor(db: Kysely<Tables>, follower: string, stream: string, entry: number): Promise<void> {
  await db
    .insertInto("follower_cursor")
    .values({ follower, stream, entry })
    .onConflict((conflict) => conflict.columns(["follower", "stream"]).doUpdateSet({ entry }))
    .execute();
}

/** An interval still held when it was concluded ends in the future; once that end has passed, what follows is unknown. */
export function noteSilences(db: Kysely<Tables>, now: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const ended = await trx
      .selectFrom("state_interval")
      .select(["endpoint", "from_s", "to_s"])
      .where("is_end_told", "=", 0)
      .where("to_s", "<=", now)
      .execute();
    for (const { endpoint, from_s, to_s } of ended) {
      await insertChange(trx, endpoint, to_s, nothingKnown);
      await trx
        .updateTable("state_interval")
        .set({ is_end_told: 1 })
        .where("endpoint", "=", endpoint)
        .where("from_s", "=", from_s)
        .execute();
    }
    return ended.length;
  });
}

async function replaceOne(trx: Transaction<Tables>, { endpoint, from, to, states }: StateConclusion): Promise<void> {
  // One second wider on both sides, so that intervals that only touch the window are joined or closed with it.
  const rows = await trx
    .selectFrom("state_interval")
    .selectAll()
    .where("endpoint", "=", endpoint)
    .where("to_s", ">=", from)
    .where("from_s", "<=", to)
    .orderBy("from_s")
    .execute();
  const before = rows.map(intervalOfRow);
  const after = mergeEqual([...cutTo(before, 0, from), ...states, ...cutTo(before, to, Number.MAX_SAFE_INTEGER)]);
  if (isSame(before, after)) return;
  const isNewest = await nothingAfter(trx, endpoint, rows.at(-1)?.from_s ?? from);
  // The end of the newest interval moves with every poll: it is told once its hold has passed, by noteSilences.
  const isEndTold = (index: number) => !(isNewest && index === after.length - 1);
  const pointsBefore = pointsOf(before, (index) => rows[index]?.is_end_told === 1);
  const pointsAfter = pointsOf(after, isEndTold);
  await deleteIntervals(
    trx,
    endpoint,
    rows.map((row) => row.from_s),
  );
  await insertMany(
    trx,
    "state_interval",
    after.map((interval, index) => rowOfInterval(endpoint, interval, isEndTold(index))),
  );
  for (const at of instantsToTell(pointsBefore, pointsAfter, after)) await insertChange(trx, endpoint, at, stateAt(after, at));
}

/** What was told, or is to be: starts of intervals, and ends that nothing follows. */
function pointsOf(intervals: readonly StateInterval[], isEndTold: (index: number) => boolean): Map<number, StatePoint> {
  const points = new Map<number, StatePoint>();
  intervals.forEach((interval, index) => {
    points.set(interval.from, { state: interval.state, cause: interval.cause });
    const isFollowed = intervals[index + 1]?.from === interval.to;
    if (!isFollowed && isEndTold(index)) points.set(interval.to, nothingKnown);
  });
  return points;
}

/** Instants whose told state is now wrong, and new boundaries: what makes the step curve right again. */
function instantsToTell(
  before: ReadonlyMap<number, StatePoint>,
  after: ReadonlyMap<number, StatePoint>,
  intervals: readonly StateInterval[],
): number[] {
  const instants = new Set([...before.keys(), ...after.keys()]);
  return [...instants]
    .filter((at) => {
      const told = before.get(at);
      const now = after.get(at) ?? stateAt(intervals, at);
      return told === undefined || told.state !== now.state || told.cause !== now.cause;
    })
    .toSorted((left, right) => left - right);
}

function stateAt(intervals: readonly StateInterval[], at: number): StatePoint {
  return intervals.find((interval) => interval.from <= at && at < interval.to) ?? nothingKnown;
}

async function nothingAfter(trx: Transaction<Tables>, endpoint: string, from: number): Promise<boolean> {
  const later = await trx
    .selectFrom("state_interval")
    .select("from_s")
    .where("endpoint", "=", endpoint)
    .where("from_s", ">", from)
    .limit(1)
    .executeTakeFirst();
  return later === undefined;
}

async function deleteIntervals(trx: Transaction<Tables>, endpoint: string, starts: readonly number[]): Promise<void> {
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined) return;
  await trx
    .deleteFrom("state_interval")
    .where("endpoint", "=", endpoint)
    .where("from_s", ">=", first)
    .where("from_s", "<=", last)
    .execute();
}

async function insertChange(trx: Transaction<Tables>, endpoint: string, at: number, { state, cause }: StatePoint): Promise<void> {
  await trx.insertInto("state_change").values({ endpoint, at_s: at, state, cause }).execute();
}

function isSame(before: readonly StateInterval[], after: readonly StateInterval[]): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
