import type { Kysely } from "kysely";

/** What agents tell of themselves, and what was done about their clocks. */
export async function agentEvents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("agent_event")
    .addColumn("entry", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("agent", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("from_ms", "bigint", (column) => column.notNull())
    .addColumn("to_ms", "bigint")
    .addColumn("loss_reason", "text")
    .addColumn("loss_count", "bigint")
    .addColumn("received_at_ms", "bigint", (column) => column.notNull())
    .addColumn("event", "text", (column) => column.notNull())
    .addUniqueConstraint("agent_event_once", ["agent", "id"])
    .execute();
  await db.schema.createIndex("agent_event_in_time").on("agent_event").columns(["agent", "from_ms"]).execute();
  const table = db.schema
    .createTable("clock_correction")
    .addColumn("entry", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("agent", "text", (column) => column.notNull())
    .addColumn("outbox", "text", (column) => column.notNull())
    .addColumn("boot", "text", (column) => column.notNull())
    .addColumn("basis", "text", (column) => column.notNull())
    .addColumn("evidence", "text", (column) => column.notNull());
  const numbers = ["first_sequence", "next_sequence", "from_ms", "to_ms", "by_ms", "received_at_ms"];
  await numbers.reduce((withColumns, name) => withColumns.addColumn(name, "bigint", (column) => column.notNull()), table).execute();
  await db.schema.createIndex("clock_correction_of_outbox").on("clock_correction").columns(["agent", "outbox", "next_sequence"]).execute();
}
