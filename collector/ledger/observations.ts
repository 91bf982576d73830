import type { Expression, ExpressionBuilder, Kysely, Selectable, SqlBool } from "kysely";
import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { Form, Forms } from "./forms.ts";
import type { JustKept } from "./just-kept.ts";
import type { Ledger, Side, StoredObservation } from "./port.ts";
import { observationOfRow } from "./rows.ts";
import { rowsOf } from "./sentences.ts";
import type { Tables } from "./tables.ts";

type ObservationMethods = Pick<Ledger, "observationsAfter" | "observationsOf" | "nearestReading">;
type Row = Selectable<Tables["observation"]>;

export function observationsIn(db: Kysely<Tables>, forms: Forms, justKept: JustKept): ObservationMethods {
  return {
    observationsAfter: async (entry, limit) =>
      justKept.after(entry, limit) ??
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
    nearestReading: async (endpoint, kind, side) => (await told(forms, await nearestReading(db, endpoint, kind, side)))[0] ?? null,
  };
}

async function told(forms: Forms, rows: readonly Row[]): Promise<StoredObservation[]> {
  const formOf = await formsOf(forms, rows);
  return rows.map((row) => observationOfRow(row, formOf(row)));
}

async function formsOf(forms: Forms, rows: readonly Pick<Row, "entry" | "form">[]): Promise<(row: Pick<Row, "entry" | "form">) => Form> {
  const known = await forms.ofIds(rows.map(({ form }) => form));
  return (row) => {
    const form = known.get(row.form);
    if (form === undefined) throw new Error(`form ${row.form} of observation ${row.entry} is not in the ledger`);
    return form;
  };
}

/** Beginning at the newest reading of its kind, nothing is looked through in vain: not even where the kind was last read a month ago. */
async function nearestReading(db: Kysely<Tables>, endpoint: string, kind: ReadingKind, side: Side): Promise<readonly Row[]> {
  const newest = await newestOf(db, endpoint, kind);
  if (newest === null || ("after" in side && newest <= side.after)) return [];
  const reading = () => ofEndpoint(db, endpoint).where((eb) => reads(eb, kind));
  if ("before" in side) {
    const before = Math.min(side.before, newest + 1);
    const sentence = () => reading().where("observed_at_ms", "<", before).orderBy("observed_at_ms", "desc").orderBy("entry", "desc");
    return rowsOf<Row>(db, "nearest reading before", () => sentence().limit(1), [endpoint, named(kind), before, 1]);
  }
  const sentence = () => reading().where("observed_at_ms", ">", side.after).orderBy("observed_at_ms").orderBy("entry");
  return rowsOf<Row>(db, "nearest reading after", () => sentence().limit(1), [endpoint, named(kind), side.after, 1]);
}

async function newestOf(db: Kysely<Tables>, endpoint: string, kind: ReadingKind): Promise<number | null> {
  const [row] = await rowsOf(
    db,
    "newest of a kind",
    () =>
      db
        .selectFrom("latest_reading")
        .select(({ fn }) => fn.max<number | null>("observed_at_ms").as("observed_at_ms"))
        .where("endpoint", "=", endpoint)
        .where("kind", "=", kind)
        .where("instance", "=", ""),
    [endpoint, kind, ""],
  );
  return row?.observed_at_ms ?? null;
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
