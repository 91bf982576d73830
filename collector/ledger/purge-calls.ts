import { type Kysely, sql, type Transaction } from "kysely";
import { passedBy } from "./prune.ts";
import type { Tables } from "./tables.ts";
import type { PurgeResult } from "./usage.ts";

/**
 * A call so near the month that follows may be told again at another hour, or go on as a redial: it stays a month longer, known by its
 * key, and is counted in its own month alone.
 */
const nearS = 2 * 86_400;

/** Forgets calls endpoint by endpoint: whoever is killed in between goes on with the next. */
export async function purgeCalls(db: Kysely<Tables>, beforeS: number, readers: readonly string[]): Promise<PurgeResult> {
  const passed = await passedBy(db, "calls", readers);
  const old = await db
    .selectFrom("call")
    .select(({ fn }) => ["endpoint", fn.max("entry").as("newest")])
    .where(isOld(beforeS))
    .groupBy("endpoint")
    .execute();
  let [calls, waiting] = [0, 0];
  for (const { endpoint, newest } of old) {
    const purged = newest > passed ? null : await db.transaction().execute((trx) => purgeOne(trx, endpoint, beforeS, passed));
    if (purged === null) waiting += 1;
    else calls += purged;
  }
  return { calls, waiting };
}

const isOld = (beforeS: number) =>
  sql<boolean>`true_started_at_ms + max(duration_s * 1000, coalesce(ended_at_ms - started_at_ms, 0)) < ${(beforeS - nearS) * 1000}`;

/** Null: something of that time is still to be worked out, or came while others were forgotten. */
async function purgeOne(trx: Transaction<Tables>, endpoint: string, beforeS: number, passed: number): Promise<number | null> {
  const due = await trx
    .selectFrom("usage_due")
    .select("entry")
    .where("endpoint", "=", endpoint)
    .where("from_s", "<", beforeS)
    .executeTakeFirst();
  if (due !== undefined) return null;
  const late = await trx
    .selectFrom("call")
    .select("entry")
    .where("endpoint", "=", endpoint)
    .where(isOld(beforeS))
    .where((where) => where.or([where("entry", ">", passed), where.not(where.exists(partOfCall(trx, endpoint, beforeS)))]))
    .limit(1)
    .executeTakeFirst();
  if (late !== undefined) return null;
  await trx
    .updateTable("usage_part")
    .set({
      is_purged: 1,
      purged_calls: sql<number>`purged_calls + (SELECT count(*) FROM call WHERE call.endpoint = usage_part.endpoint
        AND is_connected = 1 AND is_imported = 0 AND ${isOld(beforeS)}
        AND true_started_at_ms >= from_s * 1000 AND true_started_at_ms < to_s * 1000)`,
    })
    .where("endpoint", "=", endpoint)
    .where("to_s", "<=", beforeS)
    .where(
      sql<boolean>`EXISTS (SELECT 1 FROM call WHERE call.endpoint = usage_part.endpoint AND ${isOld(beforeS)}
        AND true_started_at_ms >= from_s * 1000 AND true_started_at_ms < to_s * 1000)`,
    )
    .execute();
  const { numDeletedRows } = await trx.deleteFrom("call").where("endpoint", "=", endpoint).where(isOld(beforeS)).executeTakeFirst();
  return Number(numDeletedRows);
}

/** The part that a call was worked out in. */
function partOfCall(trx: Transaction<Tables>, endpoint: string, beforeS: number) {
  return trx
    .selectFrom("usage_part")
    .select("usage_part.from_s")
    .where("usage_part.endpoint", "=", endpoint)
    .where("usage_part.to_s", "<=", beforeS)
    .where(sql<boolean>`usage_part.from_s * 1000 <= call.true_started_at_ms AND call.true_started_at_ms < usage_part.to_s * 1000`);
}
