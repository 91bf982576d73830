import { type Kysely, sql } from "kysely";
import { channels, type Observation, type Question, type Reading } from "../../contract/observation.ts";
import { numbersOf, textOf } from "./forms.ts";

const rowsPerStep = 5_000;

interface OldRow extends Record<(typeof channels)[number], string | null> {
  readonly entry: number;
  readonly question: string;
  readonly interval_s: number;
  readonly readings: string;
  readonly received_at_ms: number;
}

/** What polls have in common is kept once; each observation points to it. Restarts are concluded with the states, by one cursor. */
export async function observationForms(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("observation_form")
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("told", "text", (column) => column.notNull().unique())
    .addColumn("used_at_ms", "bigint", (column) => column.notNull())
    .execute();
  const observation = db.schema.alterTable("observation");
  await observation.addColumn("form", "integer", (column) => column.notNull().defaultTo(0)).execute();
  await observation.addColumn("numbers", "text").execute();
  await moveAll(db);
  for (const column of ["question", "interval_s", "snmp", "http", "tcp", "icmp", "readings"]) {
    await observation.dropColumn(column).execute();
  }
  await oneCursor(db);
}

async function moveAll(db: Kysely<unknown>): Promise<void> {
  for (let entry = 0; ; ) {
    const { rows } = await sql<OldRow>`
      SELECT entry, question, interval_s, snmp, http, tcp, icmp, readings, received_at_ms
      FROM observation WHERE entry > ${entry} ORDER BY entry LIMIT ${rowsPerStep}`.execute(db);
    const last = rows.at(-1);
    if (last === undefined) return;
    for (const row of rows) await move(db, row);
    entry = last.entry;
  }
}

async function move(db: Kysely<unknown>, row: OldRow): Promise<void> {
  const cells = JSON.parse(row.readings) as [kind: Reading["kind"], value: number | string, instance?: string][];
  const seen = channels.flatMap((channel) => (row[channel] === null ? [] : [[channel, row[channel]]]));
  const observation: Parameters<typeof textOf>[0] = {
    question: row.question as Question,
    intervalS: row.interval_s,
    channels: Object.fromEntries(seen) as Observation["channels"],
    readings: cells.map(([kind, value, instance]) => (instance === undefined ? { kind, value } : { kind, value, instance })),
  };
  const told = textOf(observation);
  await sql`
    INSERT INTO observation_form (told, used_at_ms) VALUES (${told}, ${row.received_at_ms})
    ON CONFLICT (told) DO UPDATE SET used_at_ms = excluded.used_at_ms WHERE excluded.used_at_ms > observation_form.used_at_ms`.execute(db);
  await sql`
    UPDATE observation SET form = (SELECT id FROM observation_form WHERE told = ${told}), numbers = ${numbersOf(observation)}
    WHERE entry = ${row.entry}`.execute(db);
}

async function oneCursor(db: Kysely<unknown>): Promise<void> {
  await sql`
    UPDATE follower_cursor SET entry = min(entry, coalesce(
      (SELECT restarts.entry FROM follower_cursor AS restarts WHERE restarts.follower = 'restarts' AND restarts.stream = 'observations'), 0))
    WHERE follower = 'states' AND stream = 'observations'`.execute(db);
  await sql`DELETE FROM follower_cursor WHERE follower = 'restarts'`.execute(db);
}
