import { type Kysely, sql } from "kysely";
import type { Migration, MigrationProvider } from "kysely/migration";
import { agentEvents } from "./migration-0005.ts";
import { observationForms } from "./migration-0006.ts";
import { attribution } from "./migration-0007.ts";
import { presentByAgent } from "./migration-0008.ts";
import { declarations } from "./migration-0009.ts";
import { closedQuarters } from "./migration-0010.ts";
import { usageByMonth } from "./migration-0011.ts";
import { purposesAndCampaigns } from "./migration-0012.ts";
import { issuedReports } from "./migration-0014.ts";

/** Every shape the ledger has had, in order. Never edit one that was released: add the next. */
const migrations: Record<string, Migration> = {
  "0001-first-ledger": { up: firstLedger },
  "0002-calls-in-full": { up: callsInFull },
  "0003-restarts": { up: restarts },
  "0004-standings": { up: standings },
  "0005-agent-events": { up: agentEvents },
  "0006-observation-forms": { up: observationForms },
  "0007-attribution": { up: attribution },
  "0008-present-by-agent": { up: presentByAgent },
  "0009-declarations": { up: declarations },
  "0010-closed-quarters": { up: closedQuarters },
  "0011-usage-by-month": { up: usageByMonth },
  "0012-purposes-and-campaigns": { up: purposesAndCampaigns },
  "0014-issued-reports": { up: issuedReports },
};

/** In order; the last one names the present shape. */
export const shapes: readonly string[] = Object.keys(migrations).toSorted();

export const migrationProvider: MigrationProvider = { getMigrations: () => Promise.resolve(migrations) };

async function firstLedger(db: Kysely<unknown>): Promise<void> {
  await observationTables(db);
  await conclusionTables(db);
  await bookkeepingTables(db);
}

async function observationTables(db: Kysely<unknown>): Promise<void> {
  await stream(db, "observation")
    .addColumn("agent", "text", (column) => column.notNull())
    .addColumn("endpoint", "text", (column) => column.notNull())
    .addColumn("question", "text", (column) => column.notNull())
    .addColumn("observed_at_ms", "bigint", (column) => column.notNull())
    .addColumn("clock_ms", "bigint", (column) => column.notNull())
    .addColumn("elapsed_ms", "integer", (column) => column.notNull())
    .addColumn("interval_s", "integer", (column) => column.notNull())
    .addColumn("snmp", "text")
    .addColumn("http", "text")
    .addColumn("readings", "text", (column) => column.notNull())
    .addColumn("received_at_ms", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("observation_of_endpoint").on("observation").columns(["endpoint", "observed_at_ms"]).execute();
  await stream(db, "call")
    .addColumn("endpoint", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("started_at_ms", "bigint", (column) => column.notNull())
    .addColumn("duration_s", "integer", (column) => column.notNull())
    .addColumn("is_connected", "integer", (column) => column.notNull())
    .addColumn("direction", "text", (column) => column.notNull())
    .addColumn("protocol", "text", (column) => column.notNull())
    .addColumn("rate_kbps", "integer")
    .addColumn("loss_ratio", "double precision")
    .addColumn("max_jitter_ms", "integer")
    .addColumn("far_end", "text")
    .addColumn("leg", "integer", (column) => column.notNull())
    .addUniqueConstraint("call_once", ["endpoint", "key"])
    .execute();
  await db.schema.createIndex("call_of_endpoint").on("call").columns(["endpoint", "started_at_ms"]).execute();
  await stream(db, "agent_report")
    .addColumn("agent", "text", (column) => column.notNull())
    .addColumn("received_at_ms", "bigint", (column) => column.notNull())
    .addColumn("sent_at_ms", "bigint", (column) => column.notNull())
    .addColumn("health", "text", (column) => column.notNull())
    .execute();
}

async function conclusionTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("state_interval")
    .addColumn("endpoint", "text", (column) => column.notNull())
    .addColumn("from_s", "bigint", (column) => column.notNull())
    .addColumn("to_s", "bigint", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("cause", "text", (column) => column.notNull())
    .addColumn("first_observed_at_ms", "bigint", (column) => column.notNull())
    .addColumn("last_observed_at_ms", "bigint", (column) => column.notNull())
    .addColumn("is_end_told", "integer", (column) => column.notNull().defaultTo(0))
    .addPrimaryKeyConstraint("state_interval_once", ["endpoint", "from_s"])
    .execute();
  await db.schema
    .createIndex("state_interval_untold")
    .on("state_interval")
    .column("to_s")
    .where(sql.ref("is_end_told"), "=", sql.lit(0))
    .execute();
  await stream(db, "state_change")
    .addColumn("endpoint", "text", (column) => column.notNull())
    .addColumn("at_s", "bigint", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("cause", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("state_change_of_endpoint").on("state_change").columns(["endpoint", "at_s"]).execute();
  await db.schema
    .createTable("latest_reading")
    .addColumn("endpoint", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("instance", "text", (column) => column.notNull())
    .addColumn("value", "text", (column) => column.notNull())
    .addColumn("observed_at_ms", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("latest_reading_once", ["endpoint", "kind", "instance"])
    .execute();
}

async function bookkeepingTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("agent_standing")
    .addColumn("agent", "text", (column) => column.primaryKey())
    .addColumn("last_contact_at_ms", "bigint", (column) => column.notNull())
    .addColumn("clock_offset_ms", "bigint", (column) => column.notNull())
    .addColumn("newest_observed_at_ms", "bigint")
    .addColumn("health", "text")
    .execute();
  await db.schema
    .createTable("endpoint_standing")
    .addColumn("endpoint", "text", (column) => column.primaryKey())
    .addColumn("last_observed_at_ms", "bigint", (column) => column.notNull())
    .addColumn("last_answered_at_ms", "bigint")
    .execute();
  await db.schema
    .createTable("kept_sequences")
    .addColumn("agent", "text", (column) => column.notNull())
    .addColumn("outbox", "text", (column) => column.notNull())
    .addColumn("first_sequence", "bigint", (column) => column.notNull())
    .addColumn("next_sequence", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("kept_sequences_once", ["agent", "outbox", "first_sequence"])
    .execute();
  await db.schema
    .createTable("follower_cursor")
    .addColumn("follower", "text", (column) => column.notNull())
    .addColumn("stream", "text", (column) => column.notNull())
    .addColumn("entry", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("follower_cursor_once", ["follower", "stream"])
    .execute();
  await stream(db, "set_aside_point")
    .addColumn("sink", "text", (column) => column.notNull())
    .addColumn("at_ms", "bigint", (column) => column.notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("line", "text", (column) => column.notNull())
    .execute();
}

/** Calls of every family, and the witnesses of a poll. */
async function callsInFull(db: Kysely<unknown>): Promise<void> {
  const integers = ["ended_at_ms", "is_encrypted", "max_latency_ms", "clock_offset_s"];
  const texts = ["cause", "retry_of", "streams", "far_end_place", "far_end_kind"];
  for (const name of integers) await db.schema.alterTable("call").addColumn(name, "bigint").execute();
  for (const name of texts) await db.schema.alterTable("call").addColumn(name, "text").execute();
  const addColumn = db.schema.alterTable("call");
  await addColumn.addColumn("is_test", "integer", (column) => column.notNull().defaultTo(0)).execute();
  await addColumn.addColumn("quality", "text", (column) => column.notNull().defaultTo("not_told")).execute();
  const mark = (name: string) =>
    db.schema
      .alterTable("call")
      .addColumn(name, "bigint", (column) => column.notNull().defaultTo(0))
      .execute();
  for (const name of ["is_imported", "is_from_file", "told_at_ms", "true_started_at_ms"]) await mark(name);
  await db.schema.alterTable("call").addColumn("clock_told_at_ms", "bigint").execute();
  await sql`UPDATE call SET true_started_at_ms = started_at_ms`.execute(db);
  await db.schema.dropIndex("call_of_endpoint").execute();
  await db.schema.createIndex("call_of_endpoint").on("call").columns(["endpoint", "true_started_at_ms"]).execute();
  for (const name of ["tcp", "icmp"]) await db.schema.alterTable("observation").addColumn(name, "text").execute();
}

async function restarts(db: Kysely<unknown>): Promise<void> {
  const table = db.schema
    .createTable("restart")
    .addColumn("endpoint", "text", (column) => column.notNull())
    .addColumn("at_ms", "bigint", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull());
  const numbers = ["last_before_at_ms", "first_after_at_ms", "uptime_before_s", "uptime_after_s"];
  await numbers
    .reduce((withColumns, name) => withColumns.addColumn(name, "bigint", (column) => column.notNull()), table)
    .addPrimaryKeyConstraint("restart_once", ["endpoint", "at_ms", "kind"])
    .execute();
}

/** What each channel last did, and which readings a codec has stopped giving. */
async function standings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("channel_standing")
    .addColumn("endpoint", "text", (column) => column.notNull())
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("observed_at_ms", "bigint", (column) => column.notNull())
    .addColumn("interval_s", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("channel_standing_once", ["endpoint", "channel"])
    .execute();
  await db.schema
    .createTable("question_standing")
    .addColumn("endpoint", "text", (column) => column.notNull())
    .addColumn("question", "text", (column) => column.notNull())
    .addColumn("answered_at_ms", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("question_standing_once", ["endpoint", "question"])
    .execute();
  const readings = db.schema.alterTable("latest_reading");
  await readings.addColumn("question", "text", (column) => column.notNull().defaultTo("")).execute();
  await readings.addColumn("interval_s", "bigint", (column) => column.notNull().defaultTo(0)).execute();
}

/** A table whose rows keep the order of their arrival: entries are never used twice, even after the newest rows are pruned. */
function stream(db: Kysely<unknown>, table: string) {
  return db.schema.createTable(table).addColumn("entry", "integer", (column) => column.primaryKey().autoIncrement());
}
