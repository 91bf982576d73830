import { type Kysely, sql } from "kysely";

const counts = [
  "expected_s",
  "worked_s",
  "unknown_s",
  "uses",
  "days",
  "used_s",
  "service_used_s",
  "off_hours_s",
  "off_hours_uses",
  "attempts",
  "failed_attempts",
  "hard_attempts",
  "retries",
  "short_calls",
  "bridge_uses",
  "gateway_uses",
  "good_calls",
  "degraded_calls",
  "bad_calls",
  "unclassified_calls",
  "far_end_told",
  "far_ends_least",
  "far_ends_most",
  "first_least",
  "first_most",
  "purged_calls",
  "told_again",
  "is_purged",
];

/** What calls came to, month by month; the calls themselves may be forgotten then. */
export async function usageByMonth(db: Kysely<unknown>): Promise<void> {
  const part = db.schema
    .createTable("usage_part")
    .addColumn("from_s", "bigint", (column) => column.notNull())
    .addColumn("to_s", "bigint", (column) => column.notNull())
    .addColumn("endpoint", "text", (column) => column.notNull())
    .addColumn("terms", "text", (column) => column.notNull())
    .addColumn("lengths", "text")
    .addColumn("places", "text");
  await counts
    .reduce((table, name) => table.addColumn(name, "bigint", (column) => column.notNull().defaultTo(0)), part)
    .addPrimaryKeyConstraint("usage_part_once", ["from_s", "endpoint"])
    .execute();
  await db.schema.createIndex("usage_part_of_endpoint").on("usage_part").columns(["endpoint", "from_s"]).execute();
  await db.schema
    .createIndex("usage_part_used")
    .on("usage_part")
    .columns(["endpoint", "to_s"])
    .where(sql.ref("uses"), ">", sql.lit(0))
    .execute();
  await db.schema
    .createTable("far_end_count")
    .addColumn("scope", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("from_s", "bigint", (column) => column.notNull())
    .addColumn("to_s", "bigint", (column) => column.notNull())
    .addColumn("told", "bigint", (column) => column.notNull())
    .addColumn("least", "bigint", (column) => column.notNull())
    .addColumn("most", "bigint", (column) => column.notNull())
    .addColumn("first_least", "bigint", (column) => column.notNull())
    .addColumn("first_most", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("far_end_count_once", ["from_s", "to_s", "scope", "id"])
    .execute();
  await db.schema
    .createTable("usage_due")
    .addColumn("entry", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("endpoint", "text", (column) => column.notNull())
    .addColumn("from_s", "bigint", (column) => column.notNull())
    .addColumn("to_s", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("usage_due_of_endpoint").on("usage_due").columns(["endpoint", "entry"]).execute();
  await sql`
    INSERT INTO usage_due (endpoint, from_s, to_s)
    SELECT endpoint, min(true_started_at_ms) / 1000 - 172800, max(true_started_at_ms) / 1000 + max(duration_s) + 1
    FROM call GROUP BY endpoint`.execute(db);
}
