import { type CreateTableBuilder, type Kysely, sql } from "kysely";

/**
 * What is newest is kept for each agent, so that of two who watch one endpoint neither writes over the other. A row of before goes to the
 * agent whose observation it came from, else to the one that observed the endpoint last, else to nobody: `''`.
 */
export async function presentByAgent(db: Kysely<unknown>): Promise<void> {
  await rebuild(db, "endpoint_standing", "last_observed_at_ms", [], (table) =>
    bigint(table, "last_observed_at_ms").addColumn("last_answered_at_ms", "bigint"),
  );
  await rebuild(db, "channel_standing", "observed_at_ms", ["channel"], (table) =>
    bigint(text(text(table, "channel"), "outcome"), "observed_at_ms", "interval_s"),
  );
  await rebuild(db, "question_standing", "answered_at_ms", ["question"], (table) => bigint(text(table, "question"), "answered_at_ms"));
  await rebuild(db, "latest_reading", "observed_at_ms", ["kind", "instance"], (table) =>
    bigint(text(table, "kind", "instance", "value", "question"), "observed_at_ms", "interval_s"),
  );
}

type Table = CreateTableBuilder<string, string>;

/** @param time the column that says when a row was observed */
async function rebuild(db: Kysely<unknown>, name: string, time: string, key: readonly string[], columns: (table: Table) => Table) {
  const before = `${name}_before`;
  await db.schema.alterTable(name).renameTo(before).execute();
  await columns(text(db.schema.createTable(name), "endpoint", "agent"))
    .addPrimaryKeyConstraint(`${name}_of_agent`, ["endpoint", "agent", ...key])
    .execute();
  const kept = (await db.introspection.getTables()).find((table) => table.name === before)?.columns ?? [];
  const names = sql.join(kept.map((column) => sql.ref(column.name)));
  await sql`
    INSERT INTO ${sql.table(name)} (agent, ${names})
    SELECT coalesce(
      (SELECT agent FROM observation WHERE observation.endpoint = ${sql.ref(`${before}.endpoint`)}
        AND observation.observed_at_ms = ${sql.ref(`${before}.${time}`)} ORDER BY entry DESC LIMIT 1),
      (SELECT agent FROM observation WHERE observation.endpoint = ${sql.ref(`${before}.endpoint`)} ORDER BY observed_at_ms DESC LIMIT 1),
      ''), ${names}
    FROM ${sql.table(before)}`.execute(db);
  await db.schema.dropTable(before).execute();
}

function text(table: Table, ...names: readonly string[]): Table {
  return names.reduce((wider, name) => wider.addColumn(name, "text", (column) => column.notNull()), table);
}

function bigint(table: Table, ...names: readonly string[]): Table {
  return names.reduce((wider, name) => wider.addColumn(name, "bigint", (column) => column.notNull()), table);
}
