import type { Kysely } from "kysely";
import { forbidChanges, said } from "./migration-0009.ts";

/** Reports as they were issued, and to where they were sent. */
export async function issuedReports(db: Kysely<unknown>): Promise<void> {
  await said(db, "report_issue")
    .addColumn("quarter", "text", (column) => column.notNull())
    .addColumn("revision", "integer", (column) => column.notNull())
    .addColumn("reason", "text")
    .addColumn("horizon_s", "bigint")
    .addColumn("version", "text", (column) => column.notNull())
    .addColumn("sha256", "text", (column) => column.notNull())
    .addColumn("files", "text", (column) => column.notNull())
    .addUniqueConstraint("report_issue_once", ["quarter", "revision"])
    .execute();
  await said(db, "report_delivery")
    .addColumn("quarter", "text", (column) => column.notNull())
    .addColumn("revision", "integer", (column) => column.notNull())
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("target", "text", (column) => column.notNull())
    .execute();
  for (const table of ["report_issue", "report_delivery"]) await forbidChanges(db, table);
}
