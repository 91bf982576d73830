import type { CompiledQuery, Insertable, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** Rows a sentence: enough to make its overhead small, few enough for every database's limit on parameters. */
const rowsPerInsert = 50;

/** Sentences by table, columns and number of rows: building one costs more than running it (measured: half of an append). */
const compiled = new Map<string, CompiledQuery>();

/** Many rows of one table. Every row must name the same columns in the same order. */
export async function insertMany<T extends keyof Tables>(
  trx: Transaction<Tables>,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    const chunk = rows.slice(start, start + rowsPerInsert);
    await trx.executeQuery({ ...sentenceFor(trx, table, chunk), parameters: chunk.flatMap((row) => Object.values(row)) });
  }
}

function sentenceFor<T extends keyof Tables>(trx: Transaction<Tables>, table: T, chunk: readonly Insertable<Tables[T]>[]): CompiledQuery {
  const key = `${table} ${Object.keys(chunk[0] ?? {}).join()} ${chunk.length}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const sentence = trx.insertInto(table).values(chunk).compile();
  compiled.set(key, sentence);
  return sentence;
}
