import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import type { DeclarationTables } from "./declaration-tables.ts";
import type { Declarations } from "./declarations.ts";
import { shapes } from "./migrations.ts";
import { nodeSqliteDialect } from "./node-sqlite-dialect.ts";
import { sqlDeclarations } from "./sql-declarations.ts";
import { whileBusy } from "./sqlite-ledger.ts";

/** Hardly any: whoever waits inside SQLite answers nobody else. Writes are tried again from outside. */
const briefWaitMs = 20;

/**
 * `ABSENT`: no collector has worked here. `OLDER`: a collector of this version has not opened it yet. `NEWER`: this program is older than
 * the collector. `UNREADABLE`: no ledger, or not ours to open.
 */
export class DeclarationsClosed extends Error {
  readonly why: "ABSENT" | "OLDER" | "NEWER" | "UNREADABLE";
  constructor(why: DeclarationsClosed["why"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.why = why;
  }
}

/**
 * Opens what people declare in a ledger that the collector has made, beside a collector that may be running: by a connection of its own,
 * each write a transaction of a few milliseconds. The shape of the ledger is the collector's business and is not touched.
 *
 * @param options.now ms since 1970 UTC
 * @throws DeclarationsClosed
 */
export function openSqliteDeclarations({ file, now }: { file: string; now: () => number }): Declarations {
  const database = openPresent(file);
  const db = new Kysely<DeclarationTables>({ dialect: nodeSqliteDialect(database) });
  const plain = sqlDeclarations(db, () => Math.floor(now() / 1000));
  return {
    ...plain,
    writeMaintenance: (...args) => whileBusy(() => plain.writeMaintenance(...args)),
    writeIncidentNote: (...args) => whileBusy(() => plain.writeIncidentNote(...args)),
    addPersonToken: (...args) => whileBusy(() => plain.addPersonToken(...args)),
    writeTerms: (...args) => whileBusy(() => plain.writeTerms(...args)),
    writeClosing: (...args) => whileBusy(() => plain.writeClosing(...args)),
    writePurposeTag: (...args) => whileBusy(() => plain.writePurposeTag(...args)),
    forgetHoursOfUse: (...args) => whileBusy(() => plain.forgetHoursOfUse(...args)),
    writeCampaign: (...args) => whileBusy(() => plain.writeCampaign(...args)),
    withdrawCampaign: (...args) => whileBusy(() => plain.withdrawCampaign(...args)),
    revokePersonToken: (...args) => whileBusy(() => plain.revokePersonToken(...args)),
    close: () => db.destroy(),
  };
}

function openPresent(file: string): DatabaseSync {
  if (!existsSync(file)) throw new DeclarationsClosed("ABSENT", `${file} is not there`);
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { timeout: briefWaitMs });
    database.exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
    requireShape(database, file);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof DeclarationsClosed) throw error;
    throw new DeclarationsClosed("UNREADABLE", `${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** @throws DeclarationsClosed */
export function requireShape(database: DatabaseSync, file: string): void {
  const found = database.prepare("SELECT name FROM kysely_migration ORDER BY name").all();
  const last = String(found.at(-1)?.["name"] ?? "");
  const present = shapes.at(-1) ?? "";
  if (last < present) throw new DeclarationsClosed("OLDER", `${file} has the shape ${last}`);
  if (last > present) throw new DeclarationsClosed("NEWER", `${file} has the shape ${last}`);
}
