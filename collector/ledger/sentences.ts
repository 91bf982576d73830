import type { Compilable, CompiledQuery, Insertable, InsertQueryBuilder, InsertResult, Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** Rows a sentence: enough to make its overhead small, few enough for every database's limit on parameters; and of few different lengths. */
const rowsPerInsert = [500, 50] as const;

/** Sentences by name: building one costs more than running it (measured: half of an append). */
const compiled = new Map<string, CompiledQuery>();

type Insert<T extends keyof Tables> = InsertQueryBuilder<Tables, T, InsertResult>;

/**
 * Many rows of one table. Every row must name the same columns in the same order.
 * @returns the number of the last row, where the database numbers rows one after the other and says so
 * @param onConflict always the same for one table: what becomes of rows that are there already
 */
export async function insertMany<T extends keyof Tables>(
  trx: Kysely<Tables>,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
  onConflict: (insert: Insert<T>) => Insert<T> = (insert) => insert,
): Promise<number | null> {
  let newest: number | null = null;
  for (let start = 0; start < rows.length; ) {
    const left = rows.length - start;
    const chunk = rows.slice(start, start + (rowsPerInsert.find((length) => length <= left) ?? left));
    start += chunk.length;
    const name = `insert ${table} ${Object.keys(chunk[0] ?? {}).join()} ${chunk.length}`;
    const sentence = compiledOnce(name, () => onConflict(trx.insertInto(table).values(chunk)));
    const { insertId } = await trx.executeQuery({ ...sentence, parameters: chunk.flatMap((row) => Object.values(row)) });
    newest = insertId === undefined ? null : Number(insertId);
  }
  return newest;
}

/**
 * Rows of a sentence that is asked for again and again.
 * @param name says which sentence it is: nothing that `build` takes from around it may differ, but for the parameters
 * @param parameters in the order in which they stand in the sentence
 */
export async function rowsOf<R>(
  db: Kysely<Tables>,
  name: string,
  build: () => Compilable<R>,
  parameters: readonly unknown[],
): Promise<readonly R[]> {
  const { rows } = await db.executeQuery<R>({ ...compiledOnce(name, build), parameters });
  return rows;
}

function compiledOnce(name: string, build: () => Compilable): CompiledQuery {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const sentence = build().compile();
  compiled.set(name, sentence);
  return sentence;
}
