import type { Kysely, Transaction } from "kysely";
import { cutTo, type EndpointState, mergeEqual, type StateCause, type StateInterval } from "../sla/state-interval.ts";
import { replaceMicroOutages } from "./counted.ts";
import type { Conclusions, FollowedTo, StateConclusion } from "./port.ts";
import { replaceRestarts } from "./restarts.ts";
import { intervalOfRow, rowOfInterval } from "./rows.ts";
import { insertMany } from "./sentences.ts";
import type { Tables } from "./tables.ts";

type StatePoint = { readonly state: EndpointState; readonly cause: StateCause };
const nothingKnown: StatePoint = { state: "unknown", cause: "no_observation" };

export function keepConclusions(
  db: Kysely<Tables>,
  { states = [], restarts = [] }: Conclusions,
  { follower, stream = "observations", entry }: FollowedTo,
): Promise<void> {
  return db.transaction().execute(async (trx) => {
    for (const conclusion of states) {
      await replaceStates(trx, conclusion);
      await replaceMicroOutages(trx, conclusion);
    }
    for (const conclusion of restarts) await replaceRestarts(trx, conclusion);
    await saveCursor(trx, follower, stream, entry);
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

async function replaceStates(trx: Transaction<Tables>, { endpoint, from, to, states }: StateConclusion): Promise<void> {
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
  const following = await intervalsFrom(trx, endpoint, to);
  // The end of the newest interval moves with every poll: it is told once its hold has passed, by noteSilences.
  const isEndTold = (index: number) => following.length > 0 || index < after.length - 1;
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
  const touched = [...before, ...after];
  const told = await wordsTold(trx, endpoint, Math.min(...touched.map((one) => one.from)), Math.max(...touched.map((one) => one.to)));
  const known = [...after, ...following];
  for (const at of instantsToTell(told, after, isEndTold, known)) await insertChange(trx, endpoint, at, stateAt(known, at));
}

/** The last word followers were given on each instant of a span. Instants told once stay on their curve until told otherwise. */
async function wordsTold(trx: Transaction<Tables>, endpoint: string, from: number, to: number): Promise<Map<number, StatePoint>> {
  const rows = await trx
    .selectFrom("state_change")
    .select(["at_s", "state", "cause"])
    .where("endpoint", "=", endpoint)
    .where("at_s", ">=", from)
    .where("at_s", "<=", to)
    .orderBy("entry")
    .execute();
  return new Map(rows.map((row) => [row.at_s, { state: row.state as EndpointState, cause: row.cause as StateCause }]));
}

/** New boundaries, and instants whose last word is now wrong: what makes the step curve of a follower right again. */
function instantsToTell(
  told: ReadonlyMap<number, StatePoint>,
  intervals: readonly StateInterval[],
  isEndTold: (index: number) => boolean,
  known: readonly StateInterval[],
): number[] {
  const instants = new Set(told.keys());
  intervals.forEach((interval, index) => {
    instants.add(interval.from);
    if (isEndTold(index)) instants.add(interval.to);
  });
  return [...instants]
    .filter((at) => {
      const word = told.get(at);
      const now = stateAt(known, at);
      return word?.state !== now.state || word.cause !== now.cause;
    })
    .toSorted((left, right) => left - right);
}

function stateAt(intervals: readonly StateInterval[], at: number): StatePoint {
  return intervals.find((interval) => interval.from <= at && at < interval.to) ?? nothingKnown;
}

/** The first interval that begins after `to`, if any: what an end before it runs into. */
async function intervalsFrom(trx: Transaction<Tables>, endpoint: string, to: number): Promise<StateInterval[]> {
  const rows = await trx
    .selectFrom("state_interval")
    .selectAll()
    .where("endpoint", "=", endpoint)
    .where("from_s", ">", to)
    .orderBy("from_s")
    .limit(1)
    .execute();
  return rows.map(intervalOfRow);
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
