import type { Kysely } from "kysely";

/** Whose word a state rests on, and who saw the contrary. */
export async function attribution(db: Kysely<unknown>): Promise<void> {
  for (const name of ["events", "dissent"]) await db.schema.alterTable("state_interval").addColumn(name, "text").execute();
}
