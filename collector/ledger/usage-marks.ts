import type { Kysely, Selectable, Transaction } from "kysely";
import { rowsOf } from "./sentences.ts";
import type { Tables } from "./tables.ts";
import type { UsageLedger } from "./usage.ts";

/** What a call joins with may have begun in the month before. */
const joinedWithinS = 86_400;

export type MarkedCall = Pick<Selectable<Tables["call"]>, "endpoint" | "true_started_at_ms" | "duration_s">;

/** In the transaction that keeps, changes or removes the call: there is none without the other. */
export async function markCall(trx: Transaction<Tables>, { endpoint, true_started_at_ms, duration_s }: MarkedCall): Promise<void> {
  const startS = Math.floor(true_started_at_ms / 1000);
  const [from, to] = [startS - joinedWithinS, startS + duration_s + 1];
  await rowsOf(trx, "mark use of a call", () => trx.insertInto("usage_due").values({ endpoint, from_s: from, to_s: to }), [
    endpoint,
    from,
    to,
  ]);
}

/** Whether a call that is not kept is of a part whose calls were forgotten: then it was one of them, and is counted as told again. */
export async function isToldAgain(trx: Transaction<Tables>, endpoint: string, trueStartMs: number): Promise<boolean> {
  const from = await purgedPartAt(trx, endpoint, trueStartMs);
  if (from === null) return false;
  await trx
    .updateTable("usage_part")
    .set(({ eb }) => ({ told_again: eb("told_again", "+", 1) }))
    .where("endpoint", "=", endpoint)
    .where("from_s", "=", from)
    .execute();
  return true;
}

/** Whether what a call came to stays as it is. */
export async function isOfPurgedPart(trx: Transaction<Tables>, endpoint: string, trueStartMs: number): Promise<boolean> {
  return (await purgedPartAt(trx, endpoint, trueStartMs)) !== null;
}

async function purgedPartAt(trx: Transaction<Tables>, endpoint: string, trueStartMs: number): Promise<number | null> {
  const startS = Math.floor(trueStartMs / 1000);
  const [part] = await rowsOf(
    trx,
    "purged part of a call",
    () =>
      trx
        .selectFrom("usage_part")
        .select(["from_s", "to_s"])
        .where("endpoint", "=", endpoint)
        .where("from_s", "<=", startS)
        .where("is_purged", "=", 1)
        .orderBy("from_s", "desc")
        .limit(1),
    [endpoint, startS, 1, 1],
  );
  return part === undefined || part.to_s <= startS ? null : part.from_s;
}

type Marks = Pick<UsageLedger, "usageDue" | "toldAgain">;

export function usageMarksIn(db: Kysely<Tables>): Marks {
  return {
    usageDue: async (limit) => {
      const rows = await db.selectFrom("usage_due").selectAll().orderBy("entry").limit(limit).execute();
      return rows.map(({ entry, endpoint, from_s, to_s }) => ({ entry, endpoint, from: from_s, to: to_s }));
    },
    toldAgain: async () => {
      const row = await db
        .selectFrom("usage_part")
        .select(({ fn }) => fn.sum<number | string | null>("told_again").as("sum"))
        .executeTakeFirst();
      return Number(row?.sum ?? 0);
    },
  };
}
