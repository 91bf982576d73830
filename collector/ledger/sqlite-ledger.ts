import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { migrationProvider } from "./migrations.ts";
import { nodeSqliteDialect } from "./node-sqlite-dialect.ts";
import type { Ledger } from "./port.ts";
import { sqlLedger } from "./sql-ledger.ts";
import type { Tables } from "./tables.ts";

/** Code LEDGER_UNREADABLE: the file is no ledger, is damaged, or is of a later version than this collector. */
export class LedgerError extends Error {
  readonly code = "LEDGER_UNREADABLE";
}

/**
 * Opens the ledger in one SQLite file, made if missing, brought to the present shape if older.
 * Write-ahead log with full sync: what `append` has answered survives a power cut.
 *
 * @param options.file path, or ":memory:" for tests
 * @throws LedgerError
 */
export async function openSqliteLedger({ file }: { file: string }): Promise<Ledger> {
  const database = openDatabase(file);
  const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(database) });
  const { error } = await new Migrator({ db, provider: migrationProvider }).migrateToLatest();
  if (error !== undefined) {
    await db.destroy();
    throw new LedgerError(`${file} could not be brought to the shape this version needs: ${messageOf(error)}`, { cause: error });
  }
  return sqlLedger(db, { sizeBytes: () => Promise.resolve(sizeOf(file)), close: () => db.destroy() });
}

function openDatabase(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file, { timeout: 5_000 });
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000;");
    return database;
  } catch (error) {
    throw new LedgerError(`${file} is not a ledger that can be opened: ${messageOf(error)}`, { cause: error });
  }
}

function sizeOf(file: string): number {
  return file === ":memory:" ? 0 : sizeIfThere(file) + sizeIfThere(`${file}-wal`);
}

function sizeIfThere(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
