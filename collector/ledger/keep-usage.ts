import type { Kysely, Transaction } from "kysely";
import { leastUseS } from "../usage/uses.ts";
import { saveCursor } from "./conclusions.ts";
import { insertMany } from "./sentences.ts";
import type { Tables } from "./tables.ts";
import type { FarEndsKept, LastUse, UsageConclusion, UsageLedger } from "./usage.ts";
import { rowOfFarEnds, rowOfPart, serviceColumns } from "./usage-rows.ts";

type Keeping = Pick<UsageLedger, "keepUsage" | "markUsage" | "farEndsKept" | "usageBeginnings" | "lastUses">;

export function usageKeptIn(writer: Kysely<Tables>, reader: Kysely<Tables>): Keeping {
  return {
    farEndsKept: (from, to) => farEndsKept(reader, from, to),
    usageBeginnings: async () => {
      const rows = await reader
        .selectFrom("usage_part")
        .select(({ fn }) => ["from_s", fn.countAll<number | string>().as("count")])
        .groupBy("from_s")
        .execute();
      return new Map(rows.map(({ from_s, count }) => [from_s, Number(count)]));
    },
    lastUses: () => lastUses(reader),
    markUsage: (marks, cursor) =>
      writer.transaction().execute(async (trx) => {
        await insertMany(
          trx,
          "usage_due",
          marks.map(({ endpoint, from, to }) => ({ endpoint, from_s: from, to_s: to })),
        );
        if (cursor !== undefined) await saveCursor(trx, cursor.follower, "state_changes", cursor.entry);
      }),
    keepUsage: (conclusions) =>
      writer.transaction().execute(async (trx) => {
        for (const conclusion of conclusions) await keepOne(trx, conclusion);
      }),
  };
}

async function farEndsKept(db: Kysely<Tables>, from: number, to: number): Promise<FarEndsKept[]> {
  const rows = await db.selectFrom("far_end_count").selectAll().where("from_s", ">=", from).where("to_s", "<=", to).execute();
  return rows.map((row) => ({
    scope: row.scope === "site" ? "site" : "endpoint",
    id: row.id,
    from: row.from_s,
    to: row.to_s,
    told: row.told,
    distinct: [row.least, row.most],
    first: [row.first_least, row.first_most],
  }));
}

async function lastUses(db: Kysely<Tables>): Promise<Map<string, LastUse>> {
  const parts = await db
    .selectFrom("usage_part")
    .select(({ fn }) => ["endpoint", "from_s", fn.max("to_s").as("to_s")])
    .where("uses", ">", 0)
    .groupBy("endpoint")
    .execute();
  const calls = await db
    .selectFrom("call")
    .select(({ fn }) => ["endpoint", fn.max("true_started_at_ms").as("at_ms")])
    .where("is_connected", "=", 1)
    .where("duration_s", ">=", leastUseS)
    .where("is_test", "=", 0)
    .where(({ or, eb }) => or([eb("far_end_kind", "is", null), eb("far_end_kind", "not in", ["test", "concierge"])]))
    .groupBy("endpoint")
    .execute();
  return new Map([
    ...parts.map(({ endpoint, from_s, to_s }): [string, LastUse] => [endpoint, { from: from_s * 1000, to: to_s * 1000 }]),
    ...calls.map(({ endpoint, at_ms }): [string, LastUse] => [endpoint, { from: at_ms, to: at_ms + 1 }]),
  ]);
}

async function keepOne(trx: Transaction<Tables>, { endpoint, months, parts, farEnds, upTo }: UsageConclusion): Promise<void> {
  const purged = await trx
    .selectFrom("usage_part")
    .select(["from_s", "to_s"])
    .where("endpoint", "=", endpoint)
    .where("is_purged", "=", 1)
    .execute();
  for (const { from, to } of months) {
    await trx
      .deleteFrom("usage_part")
      .where("endpoint", "=", endpoint)
      .where("from_s", ">=", from)
      .where("from_s", "<", to)
      .where("is_purged", "=", 0)
      .execute();
  }
  const isFrozen = (part: { from: number; to: number }) => purged.some(({ from_s, to_s }) => part.from < to_s && part.to > from_s);
  for (const part of parts.filter(isFrozen)) {
    await trx
      .updateTable("usage_part")
      .set(serviceColumns(part))
      .where("endpoint", "=", endpoint)
      .where("from_s", "=", part.from)
      .where("to_s", "=", part.to)
      .execute();
  }
  await insertMany(trx, "usage_part", parts.filter((part) => !isFrozen(part)).map(rowOfPart));
  await keepFarEnds(trx, farEnds);
  await trx.deleteFrom("usage_due").where("endpoint", "=", endpoint).where("entry", "<=", upTo).execute();
}

async function keepFarEnds(trx: Transaction<Tables>, farEnds: readonly FarEndsKept[]): Promise<void> {
  for (const one of farEnds) {
    const row = rowOfFarEnds(one);
    const { told, least, most, first_least, first_most } = row;
    await trx
      .insertInto("far_end_count")
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(["from_s", "to_s", "scope", "id"]).doUpdateSet({ told, least, most, first_least, first_most }),
      )
      .execute();
  }
}
