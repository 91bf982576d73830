import type { Expression, ExpressionBuilder, Kysely, Selectable, SqlBool, Transaction } from "kysely";
import type { ReadingKind } from "../../contract/reading-kinds.ts";
import { saveCursor } from "./conclusions.ts";
import { insertMany } from "./insert-many.ts";
import type { Ledger, Restart, RestartConclusion, RestartKind, StoredObservation, TimeSpan } from "./port.ts";
import { observationOfRow } from "./rows.ts";
import type { Tables } from "./tables.ts";

type RestartMethods = Pick<Ledger, "observationsAround" | "replaceRestarts" | "restartsOf" | "restartCounts">;

export function restartsIn(db: Kysely<Tables>): RestartMethods {
  return {
    observationsAround: (endpoint, kinds, span, limit) => observationsAround(db, endpoint, kinds, span, limit),
    replaceRestarts: (conclusions, { follower, entry }) =>
      db.transaction().execute(async (trx) => {
        for (const conclusion of conclusions) await replaceOne(trx, conclusion);
        await saveCursor(trx, follower, "observations", entry);
      }),
    restartsOf: async (endpoint, limit) => {
      const rows = await db
        .selectFrom("restart")
        .selectAll()
        .where("endpoint", "=", endpoint)
        .orderBy("at_ms", "desc")
        .limit(limit)
        .execute();
      return rows.map(restartOfRow);
    },
    restartCounts: async () => {
      const rows = await db
        .selectFrom("restart")
        .select(({ fn }) => ["endpoint", "kind", fn.countAll<number | string>().as("count")])
        .groupBy(["endpoint", "kind"])
        .execute();
      const counts = new Map<string, Partial<Record<RestartKind, number>>>();
      for (const { endpoint, kind, count } of rows) {
        counts.set(endpoint, { ...counts.get(endpoint), [kind]: Number(count) });
      }
      return counts;
    },
  };
}

async function replaceOne(trx: Transaction<Tables>, { endpoint, from, to, restarts }: RestartConclusion): Promise<void> {
  await trx.deleteFrom("restart").where("endpoint", "=", endpoint).where("at_ms", ">=", from).where("at_ms", "<=", to).execute();
  await insertMany(
    trx,
    "restart",
    restarts.map((restart) => ({
      endpoint,
      at_ms: restart.at,
      kind: restart.kind,
      last_before_at_ms: restart.lastBeforeAt,
      first_after_at_ms: restart.firstAfterAt,
      uptime_before_s: restart.uptimeBeforeS,
      uptime_after_s: restart.uptimeAfterS,
    })),
  );
}

function restartOfRow(row: Selectable<Tables["restart"]>): Restart {
  return {
    at: row.at_ms,
    kind: row.kind as RestartKind,
    lastBeforeAt: row.last_before_at_ms,
    firstAfterAt: row.first_after_at_ms,
    uptimeBeforeS: row.uptime_before_s,
    uptimeAfterS: row.uptime_after_s,
  };
}

async function observationsAround(
  db: Kysely<Tables>,
  endpoint: string,
  kinds: readonly ReadingKind[],
  { from, to }: TimeSpan,
  limit: number,
): Promise<StoredObservation[]> {
  const inBetween = await ofEndpoint(db, endpoint)
    .where("observed_at_ms", ">=", from)
    .where("observed_at_ms", "<=", to)
    .where((eb) => eb.or(kinds.map((kind) => reads(eb, kind))))
    .orderBy("observed_at_ms")
    .orderBy("entry")
    .limit(limit)
    .execute();
  const rows = new Map(inBetween.map((row) => [row.entry, row]));
  for (const { kind, newest } of await newestOf(db, endpoint, kinds)) {
    // Beginning at the newest reading of its kind, nothing is looked through in vain: not even where the kind was last read a month ago.
    const before = await nearest(db, endpoint, kind, { before: Math.min(from, newest + 1) });
    const after = newest > to ? await nearest(db, endpoint, kind, { after: to }) : undefined;
    for (const row of [before, after]) if (row !== undefined) rows.set(row.entry, row);
  }
  return [...rows.values()]
    .toSorted((left, right) => left.observed_at_ms - right.observed_at_ms || left.entry - right.entry)
    .map(observationOfRow);
}

async function newestOf(db: Kysely<Tables>, endpoint: string, kinds: readonly ReadingKind[]): Promise<{ kind: string; newest: number }[]> {
  const rows = await db
    .selectFrom("latest_reading")
    .select(["kind", "observed_at_ms"])
    .where("endpoint", "=", endpoint)
    .where("kind", "in", kinds)
    .where("instance", "=", "")
    .execute();
  return rows.map((row) => ({ kind: row.kind, newest: row.observed_at_ms }));
}

function nearest(db: Kysely<Tables>, endpoint: string, kind: string, side: { before: number } | { after: number }) {
  const reading = ofEndpoint(db, endpoint).where((eb) => reads(eb, kind));
  const towards =
    "before" in side
      ? reading.where("observed_at_ms", "<", side.before).orderBy("observed_at_ms", "desc").orderBy("entry", "desc")
      : reading.where("observed_at_ms", ">", side.after).orderBy("observed_at_ms").orderBy("entry");
  return towards.limit(1).executeTakeFirst();
}

function ofEndpoint(db: Kysely<Tables>, endpoint: string) {
  return db.selectFrom("observation").selectAll().where("endpoint", "=", endpoint);
}

/** In the list of readings a kind stands in quotation marks of its own, so that one name is not found within another. */
function reads(eb: ExpressionBuilder<Tables, "observation">, kind: string): Expression<SqlBool> {
  return eb("readings", "like", `%["${kind}",%`);
}
