import type { Kysely, Selectable, Transaction } from "kysely";
import type { DeclarationTables } from "./declaration-tables.ts";
import type { TracedAct, TraceEntry, Writer } from "./declarations.ts";

interface Traced extends Writer {
  readonly at: number;
  readonly what: TracedAct;
  readonly about: string;
  readonly before: object | null;
  readonly after: object | null;
}

/** In the transaction of the write itself: there is none without the other. */
export async function keepTrace(
  trx: Transaction<DeclarationTables>,
  { at, who, origin, what, about, before, after }: Traced,
): Promise<void> {
  const texts = { before: before === null ? null : JSON.stringify(before), after: after === null ? null : JSON.stringify(after) };
  await trx
    .insertInto("trace")
    .values({ at_s: at, who, origin, what, about, ...texts })
    .execute();
}

/** Newest first. */
export async function traceIn(db: Kysely<DeclarationTables>, limit: number): Promise<TraceEntry[]> {
  return (await db.selectFrom("trace").selectAll().orderBy("entry", "desc").limit(limit).execute()).map(traceOfRow);
}

/** Oldest first. */
export async function termsTracesIn(db: Kysely<DeclarationTables>): Promise<TraceEntry[]> {
  const terms = db.selectFrom("trace").selectAll().where("what", "in", ["terms_kept", "terms_changed"]);
  return (await terms.orderBy("entry").execute()).map(traceOfRow);
}

const traceOfRow = ({ at_s, what, ...row }: Selectable<DeclarationTables["trace"]>): TraceEntry => ({
  ...row,
  at: at_s,
  what: what as TracedAct,
});
