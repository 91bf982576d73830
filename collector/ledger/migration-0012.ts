import { type Kysely, sql } from "kysely";
import { forbidChanges, said } from "./migration-0009.ts";

/** What uses were for, campaigns of communication, and tokens that are good for one site only. */
export async function purposesAndCampaigns(db: Kysely<unknown>): Promise<void> {
  await said(db, "purpose_tag")
    .addColumn("first", "bigint")
    .addColumn("endpoint", "text", (column) => column.notNull())
    .addColumn("month", "text", (column) => column.notNull())
    .addColumn("used_at_s", "bigint")
    .addColumn("purpose", "text")
    .addColumn("users", "text")
    .execute();
  await db.schema.createIndex("purpose_tag_of").on("purpose_tag").columns(["endpoint", "month"]).execute();
  await onlyTheHourMayBeForgotten(db);
  await said(db, "campaign_entry")
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("act", "text", (column) => column.notNull())
    .addColumn("territory", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("from_s", "bigint", (column) => column.notNull())
    .addColumn("to_s", "bigint", (column) => column.notNull())
    .execute();
  await forbidChanges(db, "campaign_entry");
  await db.schema.alterTable("person_token").addColumn("site", "text").execute();
}

/** When a use began is known as long as its call: after that, in which month. */
async function onlyTheHourMayBeForgotten(db: Kysely<unknown>): Promise<void> {
  const kept = ["entry", "at_s", "who", "first", "endpoint", "month", "purpose", "users"];
  const same = kept.map((name) => `NEW.${name} IS OLD.${name}`).join(" AND ");
  await sql`
    CREATE TRIGGER purpose_tag_no_update BEFORE UPDATE ON purpose_tag WHEN NOT (NEW.used_at_s IS NULL AND ${sql.raw(same)})
    BEGIN SELECT RAISE(ABORT, 'what was said is never changed: write a further entry'); END`.execute(db);
  await sql`
    CREATE TRIGGER purpose_tag_no_delete BEFORE DELETE ON purpose_tag
    BEGIN SELECT RAISE(ABORT, 'what was said is never changed: write a further entry'); END`.execute(db);
}
