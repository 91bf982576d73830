import { type Kysely, sql } from "kysely";

const forEver = ["maintenance_entry", "incident_note", "person_token", "person_token_end", "trace"];

/** What people declare, by which right, and the trace of every write. */
export async function declarations(db: Kysely<unknown>): Promise<void> {
  await said(db, "maintenance_entry")
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("act", "text", (column) => column.notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("scope", "text", (column) => column.notNull())
    .addColumn("time", "text")
    .execute();
  await db.schema.createIndex("maintenance_entry_of").on("maintenance_entry").columns(["id", "entry"]).execute();
  await said(db, "incident_note")
    .addColumn("endpoint", "text", (column) => column.notNull())
    .addColumn("about_s", "bigint", (column) => column.notNull())
    .addColumn("said", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("incident_note_of").on("incident_note").columns(["endpoint", "entry"]).execute();
  await said(db, "person_token")
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("sha256", "text", (column) => column.notNull().unique())
    .addColumn("expires_at_s", "bigint")
    .execute();
  await said(db, "person_token_end")
    .addColumn("token", "bigint", (column) => column.notNull().unique())
    .execute();
  await said(db, "trace")
    .addColumn("origin", "text", (column) => column.notNull())
    .addColumn("what", "text", (column) => column.notNull())
    .addColumn("about", "text", (column) => column.notNull())
    .addColumn("before", "text")
    .addColumn("after", "text")
    .execute();
  await keptKeys(db);
  for (const table of forEver) await forbidChanges(db, table);
}

/** Rows that are only ever added: who said it, and when. */
export function said(db: Kysely<unknown>, table: string) {
  return db.schema
    .createTable(table)
    .addColumn("entry", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("at_s", "bigint", (column) => column.notNull())
    .addColumn("who", "text", (column) => column.notNull());
}

/** Which request wrote what, for a day: who asks again with the same key is given what he wrote. */
async function keptKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("kept_key")
    .addColumn("who", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("request", "text", (column) => column.notNull())
    .addColumn("entry", "bigint", (column) => column.notNull())
    .addColumn("at_s", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("kept_key_once", ["who", "key"])
    .execute();
}

/** Not even by hand, without taking the triggers away first. */
export async function forbidChanges(db: Kysely<unknown>, table: string): Promise<void> {
  for (const act of ["UPDATE", "DELETE"]) {
    await sql`
      CREATE TRIGGER ${sql.ref(`${table}_no_${act.toLowerCase()}`)} BEFORE ${sql.raw(act)} ON ${sql.table(table)}
      BEGIN SELECT RAISE(ABORT, 'what was declared is never changed: write a further entry'); END`.execute(db);
  }
}
