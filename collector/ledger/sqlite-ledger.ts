import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { migrationProvider } from "./migrations.ts";
import { nodeSqliteDialect, nodeSqliteDialects } from "./node-sqlite-dialect.ts";
import type { Ledger } from "./port.ts";
import { sqlLedger } from "./sql-ledger.ts";
import { statesOfManyIn } from "./states-of-many.ts";
import type { Tables } from "./tables.ts";
import { usageReadingIn } from "./usage-reading.ts";

const briefWaitMs = 20;
const betweenAttemptsMs = 100;
const attemptsWhileBusy = 30;
/** 32 MB of write-ahead log: a backlog touches the same pages again and again, and each checkpoint waits for the disk twice. */
const checkpointPages = 8_000;
const largestChecked = 512 * 1024 * 1024;

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
  const { durable, unhurried } = nodeSqliteDialects(database);
  const db = new Kysely<Tables>({ dialect: durable });
  const { error } = await new Migrator({ db, provider: migrationProvider }).migrateToLatest();
  if (error !== undefined) {
    await db.destroy();
    throw new LedgerError(`${file} could not be brought to the shape this version needs: ${messageOf(error)}`, { cause: error });
  }
  const reading = file === ":memory:" ? null : openToRead(file);
  const reader = reading === null ? db : new Kysely<Tables>({ dialect: nodeSqliteDialect(reading) });
  const close = async () => {
    // The last to leave brings the write-ahead log into the file, which who only reads could not.
    reading?.close();
    await db.destroy();
  };
  const own = {
    sizeBytes: () => Promise.resolve(sizeOf(file)),
    close,
    ...statesOfManyIn(reading ?? database),
    ...usageReadingIn(reading ?? database),
  };
  return patient(sqlLedger({ writer: db, unhurried: new Kysely<Tables>({ dialect: unhurried }), reader }, own));
}

function openToRead(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: true, timeout: briefWaitMs });
  database.exec("PRAGMA cache_size = -32000;");
  return database;
}

function openDatabase(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file, { timeout: briefWaitMs });
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000;");
    // What a sentence of many rows may have to take back stays in memory: on disk it was four times what the ledger itself wrote.
    database.exec("PRAGMA temp_store = MEMORY;");
    database.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages};`);
    checkWhole(database, file);
    return database;
  } catch (error) {
    throw new LedgerError(`${file} is not a ledger that can be opened: ${messageOf(error)}`, { cause: error });
  }
}

/** A damaged page would otherwise be found on the day somebody asks for a report. A second for half a gigabyte; larger files are believed. */
function checkWhole(database: DatabaseSync, file: string): void {
  if (sizeOf(file) > largestChecked) return;
  const [found] = database.prepare("PRAGMA quick_check(1)").all();
  const verdict = String(found?.["quick_check"]);
  if (verdict !== "ok") throw new Error(`it is damaged (${verdict}); put a copy of a sound one in its place`);
}

/**
 * Another program may hold the file for a while: a backup, somebody looking. SQLite would wait inside its call and nothing else
 * would be answered meanwhile, so it waits hardly at all and writes are tried again from here.
 */
function patient(ledger: Ledger): Ledger {
  const waiting =
    <A extends unknown[], R>(write: (...args: A) => Promise<R>): ((...args: A) => Promise<R>) =>
    (...args) =>
      whileBusy(() => write(...args));
  return {
    ...ledger,
    append: waiting(ledger.append),
    importCalls: waiting(ledger.importCalls),
    keepConclusions: waiting(ledger.keepConclusions),
    noteSilences: waiting(ledger.noteSilences),
    saveCursor: waiting(ledger.saveCursor),
    setAside: waiting(ledger.setAside),
    prune: waiting(ledger.prune),
    markUsage: waiting(ledger.markUsage),
    keepUsage: waiting(ledger.keepUsage),
    purgeCalls: waiting(ledger.purgeCalls),
  };
}

/** Tries a write again while another program, or another connection of this one, writes. */
export async function whileBusy<R>(write: () => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!isBusy(error) || attempt === attemptsWhileBusy) throw error;
      await setTimeout(betweenAttemptsMs);
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === 5; // SQLITE_BUSY
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
