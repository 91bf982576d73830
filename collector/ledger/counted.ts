import { type Kysely, sql, type Transaction } from "kysely";
import { callOfRow } from "./call-rows.ts";
import type { LastCalls, Ledger, StateConclusion, StoredCall } from "./port.ts";
import { insertMany, rowsOf } from "./sentences.ts";
import type { Tables } from "./tables.ts";

type Counted = Pick<Ledger, "restartsWithin" | "microOutagesWithin" | "lastCalls" | "newestCalls">;

/** What is counted over a period, and the last calls. */
export function countedIn(db: Kysely<Tables>): Counted {
  return {
    restartsWithin: async (from, to) => {
      const restarts = db
        .selectFrom("restart")
        .select(({ fn }) => ["endpoint", fn.countAll<number | string>().as("count")])
        .where("kind", "!=", "snmp_agent")
        .where("at_ms", ">=", from * 1000)
        .where("at_ms", "<", to * 1000);
      return countsOf(await restarts.groupBy("endpoint").execute());
    },
    microOutagesWithin: async (from, to) => {
      const silences = db
        .selectFrom("micro_outage")
        .select(({ fn }) => ["endpoint", fn.countAll<number | string>().as("count")])
        .where("at_s", ">=", from)
        .where("at_s", "<", to);
      return countsOf(await silences.groupBy("endpoint").execute());
    },
    lastCalls: () => lastCalls(db),
    newestCalls: (endpoint, limit) => newestCalls(db, endpoint, limit),
  };
}

const countsOf = (rows: readonly { endpoint: string; count: number | string }[]): Map<string, number> =>
  new Map(rows.map(({ endpoint, count }) => [endpoint, Number(count)]));

/** Kept or forgotten since. */
export async function callCounts(db: Kysely<Tables>): Promise<Map<string, number>> {
  const kept = await db
    .selectFrom("call")
    .select(({ fn }) => ["endpoint", fn.countAll<number | string>().as("count")])
    .where("is_connected", "=", 1)
    .where("is_imported", "=", 0)
    .groupBy("endpoint")
    .execute();
  const purged = await db
    .selectFrom("usage_part")
    .select(({ fn }) => ["endpoint", fn.sum<number | string>("purged_calls").as("count")])
    .where("purged_calls", ">", 0)
    .groupBy("endpoint")
    .execute();
  const counts = countsOf(kept);
  for (const { endpoint, count } of purged) counts.set(endpoint, (counts.get(endpoint) ?? 0) + Number(count));
  return counts;
}

async function lastCalls(db: Kysely<Tables>): Promise<Map<string, LastCalls>> {
  const rows = await db
    .selectFrom("call")
    .select(["endpoint", "is_test", sql<number>`max(true_started_at_ms + duration_s * 1000)`.as("ended_at_ms")])
    .where("is_connected", "=", 1)
    .groupBy(["endpoint", "is_test"])
    .execute();
  const last = new Map<string, LastCalls>();
  for (const { endpoint, is_test, ended_at_ms: at } of rows) {
    const known = last.get(endpoint) ?? { call: null, test: null };
    last.set(endpoint, is_test === 1 ? { ...known, test: at } : { ...known, call: at });
  }
  return last;
}

export async function replaceMicroOutages(trx: Transaction<Tables>, { endpoint, from, to, microOutages }: StateConclusion): Promise<void> {
  if (microOutages === undefined) return;
  await rowsOf(
    trx,
    "forget micro-outages",
    () => trx.deleteFrom("micro_outage").where("endpoint", "=", endpoint).where("at_s", ">=", from).where("at_s", "<", to),
    [endpoint, from, to],
  );
  await insertMany(
    trx,
    "micro_outage",
    microOutages.map((at) => ({ endpoint, at_s: at })),
  );
}

async function newestCalls(db: Kysely<Tables>, endpoint: string, limit: number): Promise<StoredCall[]> {
  const rows = await db
    .selectFrom("call")
    .selectAll()
    .where("endpoint", "=", endpoint)
    .where("is_connected", "=", 1)
    .where("is_test", "=", 0)
    .orderBy("true_started_at_ms", "desc")
    .limit(limit)
    .execute();
  return rows.map(callOfRow);
}
