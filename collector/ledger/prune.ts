import type { Kysely } from "kysely";
import type { Forms } from "./forms.ts";
import type { Ledger, Stream } from "./port.ts";
import type { Tables } from "./tables.ts";

/** Rows a step: a long prune must not hold the ledger while agents wait for their acknowledgement. */
const rowsPerStep = 5_000;

export async function prune(
  db: Kysely<Tables>,
  forms: Forms,
  beforeMs: number,
  readers: Parameters<Ledger["prune"]>[1],
): Promise<{ observations: number }> {
  const observations = await pruneStream(
    db,
    "observation",
    await passedBy(db, "observations", readers.observations),
    "observed_at_ms",
    beforeMs,
  );
  await pruneStream(db, "agent_report", await passedBy(db, "agent_reports", readers.agent_reports), "received_at_ms", beforeMs);
  await pruneStream(db, "state_change", await passedBy(db, "state_changes", readers.state_changes), "at_s", Math.floor(beforeMs / 1000));
  await forms.forgetBefore(await oldestReceivedAt(db, beforeMs));
  return { observations };
}

/** Entries keep the order in which they were received, within the minutes that an envelope may take. */
async function oldestReceivedAt(db: Kysely<Tables>, otherwise: number): Promise<number> {
  const oldest = await db.selectFrom("observation").select("received_at_ms").orderBy("entry").limit(1).executeTakeFirst();
  return oldest?.received_at_ms ?? otherwise;
}

/** The entry all who read this stream have passed; everything when nobody reads it. */
export async function passedBy(db: Kysely<Tables>, stream: Stream, followers: readonly string[]): Promise<number> {
  if (followers.length === 0) return Number.MAX_SAFE_INTEGER;
  const rows = await db
    .selectFrom("follower_cursor")
    .select("entry")
    .where("stream", "=", stream)
    .where("follower", "in", followers)
    .execute();
  return rows.length < followers.length ? 0 : Math.min(...rows.map((row) => row.entry));
}

async function pruneStream(
  db: Kysely<Tables>,
  table: "observation" | "agent_report" | "state_change",
  passed: number,
  timeColumn: "observed_at_ms" | "received_at_ms" | "at_s",
  before: number,
): Promise<number> {
  let pruned = 0;
  for (;;) {
    const old = db
      .selectFrom(table)
      .select("entry")
      .where("entry", "<=", passed)
      .where(db.dynamic.ref(timeColumn), "<", before)
      .orderBy("entry")
      .limit(rowsPerStep);
    const result = await db.deleteFrom(table).where("entry", "in", old).executeTakeFirst();
    pruned += Number(result.numDeletedRows);
    if (Number(result.numDeletedRows) < rowsPerStep) return pruned;
  }
}
