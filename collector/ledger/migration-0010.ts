import type { Kysely } from "kysely";
import { forbidChanges, said } from "./migration-0009.ts";

/** Figures of quarters as they were closed and revised, and silences too short to be an outage. */
export async function closedQuarters(db: Kysely<unknown>): Promise<void> {
  await said(db, "closing")
    .addColumn("quarter", "text", (column) => column.notNull())
    .addColumn("revision", "integer", (column) => column.notNull())
    .addColumn("reason", "text")
    .addColumn("horizon_s", "bigint", (column) => column.notNull())
    .addColumn("version", "text", (column) => column.notNull())
    .addColumn("sha256", "text", (column) => column.notNull())
    .addColumn("figures", "text", (column) => column.notNull())
    .addColumn("differences", "text")
    .addUniqueConstraint("closing_once", ["quarter", "revision"])
    .execute();
  await forbidChanges(db, "closing");
  await db.schema
    .createTable("micro_outage")
    .addColumn("endpoint", "text", (column) => column.notNull())
    .addColumn("at_s", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("micro_outage_once", ["endpoint", "at_s"])
    .execute();
}
