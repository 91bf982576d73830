import type { Expression, ExpressionBuilder, Kysely, Selectable, SqlBool } from "kysely";
import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { Forms } from "./forms.ts";
import type { Ledger, StoredObservation, TimeSpan } from "./port.ts";
import { observationOfRow } from "./rows.ts";
import { rowsOf } from "./sentences.ts";
import type { Tables } from "./tables.ts";

type ObservationMethods = Pick<Ledger, "observationsAfter" | "observationsOf" | "observationsAround">;
type Row = Selectable<Tables["observation"]>;

export function observationsIn(db: Kysely<Tables>, forms: Forms): ObservationMethods {
  return {
    observationsAfter: async (entry, limit) =>
      told(
        forms,
        await rowsOf<Row>(
          db,
          "observations after",
          () => db.selectFrom("observation").selectAll().where("entry", ">", entry).orderBy("entry").limit(limit),
          [entry, limit],
        ),
      ),
    observationsOf: async (endpoint, fromMs, toMs, limit) =>
      told(
        forms,
        await rowsOf<Row>(
          db,
          "observations of an endpoint",
          () =>
            ofEndpoint(db, endpoint)
              .where("observed_at_ms", ">=", fromMs)
              .where("observed_at_ms", "<", toMs)
              .orderBy("observed_at_ms")
              .orderBy("entry")
              .limit(limit),
          [endpoint, fromMs, toMs, limit],
        ),
      ),
    observationsAround: async (endpoint, kinds, span, limit) => told(forms, await rowsAround(db, endpoint, kinds, span, limit)),
  };
}

async function told(forms: Forms, rows: readonly Row[]): Promise<StoredObservation[]> {
  const formsOfRows = await forms.ofIds(rows.map(({ form }) => form));
  return rows.map((row) => {
    const form = formsOfRows.get(row.form);
    if (form === undefined) throw new Error(`form ${row.form} of observation ${row.entry} is not in the ledger`);
    return observationOfRow(row, form);
  });
}

async function rowsAround(
  db: Kysely<Tables>,
  endpoint: string,
  kinds: readonly ReadingKind[],
  { from, to }: TimeSpan,
  limit: number,
): Promise<Row[]> {
  const inBetween = await rowsOf<Row>(
    db,
    `observations that read ${kinds.join()}`,
    () =>
      ofEndpoint(db, endpoint)
        .where("observed_at_ms", ">=", from)
        .where("observed_at_ms", "<=", to)
        .where((eb) => eb.or(kinds.map((kind) => reads(eb, kind))))
        .orderBy("observed_at_ms")
        .orderBy("entry")
        .limit(limit),
    [endpoint, from, to, ...kinds.map(named), limit],
  );
  const rows = new Map(inBetween.map((row) => [row.entry, row]));
  for (const { kind, newest } of await newestOf(db, endpoint, kinds)) {
    // Beginning at the newest reading of its kind, nothing is looked through in vain: not even where the kind was last read a month ago.
    const before = await nearest(db, endpoint, kind, { before: Math.min(from, newest + 1) });
    const after = newest > to ? await nearest(db, endpoint, kind, { after: to }) : [];
    for (const row of [...before, ...after]) rows.set(row.entry, row);
  }
  return [...rows.values()].toSorted((left, right) => left.observed_at_ms - right.observed_at_ms || left.entry - right.entry);
}

async function newestOf(db: Kysely<Tables>, endpoint: string, kinds: readonly ReadingKind[]): Promise<{ kind: string; newest: number }[]> {
  const rows = await rowsOf(
    db,
    `newest of ${kinds.length} kinds`,
    () =>
      db
        .selectFrom("latest_reading")
        .select(["kind", "observed_at_ms"])
        .where("endpoint", "=", endpoint)
        .where("kind", "in", kinds)
        .where("instance", "=", ""),
    [endpoint, ...kinds, ""],
  );
  return rows.map((row) => ({ kind: row.kind, newest: row.observed_at_ms }));
}

function nearest(
  db: Kysely<Tables>,
  endpoint: string,
  kind: string,
  side: { readonly before: number } | { readonly after: number },
): Promise<readonly Row[]> {
  const reading = () => ofEndpoint(db, endpoint).where((eb) => reads(eb, kind));
  if ("before" in side) {
    const sentence = () => reading().where("observed_at_ms", "<", side.before).orderBy("observed_at_ms", "desc").orderBy("entry", "desc");
    return rowsOf<Row>(db, "nearest reading before", () => sentence().limit(1), [endpoint, named(kind), side.before, 1]);
  }
  const sentence = () => reading().where("observed_at_ms", ">", side.after).orderBy("observed_at_ms").orderBy("entry");
  return rowsOf<Row>(db, "nearest reading after", () => sentence().limit(1), [endpoint, named(kind), side.after, 1]);
}

function ofEndpoint(db: Kysely<Tables>, endpoint: string) {
  return db.selectFrom("observation").selectAll().where("endpoint", "=", endpoint);
}

function reads(eb: ExpressionBuilder<Tables, "observation">, kind: string): Expression<SqlBool> {
  return eb.exists(
    eb
      .selectFrom("observation_form")
      .select(eb.lit(1).as("one"))
      .whereRef("observation_form.id", "=", "observation.form")
      .where("observation_form.told", "like", named(kind)),
  );
}

/** In a form a kind stands in quotation marks of its own, so that one name is not found within another. */
function named(kind: string): string {
  return `%["${kind}",%`;
}
