import type { Kysely, Selectable, Transaction } from "kysely";
import type { Ledger, Restart, RestartConclusion, RestartKind } from "./port.ts";
import { insertMany } from "./sentences.ts";
import type { Tables } from "./tables.ts";

type RestartMethods = Pick<Ledger, "restartsOf" | "restartCounts">;

export function restartsIn(db: Kysely<Tables>): RestartMethods {
  return {
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

export async function replaceRestarts(trx: Transaction<Tables>, { endpoint, from, to, restarts }: RestartConclusion): Promise<void> {
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
