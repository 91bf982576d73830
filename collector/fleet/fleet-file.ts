import { DatabaseSync } from "node:sqlite";
import { replacedUseShape } from "./replaced-uses.ts";

const shapeVersion = 3;
/** The command and the collector write to the same file: each for a few milliseconds. */
const patienceMs = 2_000;

const shape = `
CREATE TABLE code (
  sha256 TEXT PRIMARY KEY,
  agent TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  ended_as TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  key_sha256 TEXT,
  certificate TEXT
) STRICT;
CREATE INDEX code_of_agent ON code (agent);
CREATE TABLE credential (
  sha256 TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  agent TEXT NOT NULL,
  issued_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER,
  first_used_at_ms INTEGER,
  ended_at_ms INTEGER,
  ended_as TEXT
) STRICT;
CREATE INDEX credential_of_agent ON credential (agent);
CREATE TABLE rotation (agent TEXT PRIMARY KEY, asked_at_ms INTEGER NOT NULL) STRICT;
CREATE TABLE history (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  agent TEXT NOT NULL,
  what TEXT NOT NULL,
  who TEXT NOT NULL,
  origin TEXT NOT NULL,
  detail TEXT
) STRICT;
CREATE INDEX history_of_agent ON history (agent, entry);
`;

/** How far the log has been told the history; what is older than this table is not told again. */
const toldShape = `
CREATE TABLE told (entry INTEGER NOT NULL) STRICT;
INSERT INTO told SELECT coalesce(max(entry), 0) FROM history;
`;

/** Code FLEET_UNREADABLE: the file is none of ours, is damaged, or is of a later version. */
export class FleetError extends Error {
  readonly code = "FLEET_UNREADABLE";
}

/**
 * Opens the file that says which agent has which credential, made if missing. Apart from the ledger, so that commands can write to it
 * while the collector runs; what is committed here holds for the collector's next request.
 * @throws FleetError
 */
export function openFleetFile(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file, { timeout: patienceMs });
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    inTransaction(database, () => bringToShape(database));
    return database;
  } catch (error) {
    throw new FleetError(`${file} cannot be opened: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function bringToShape(database: DatabaseSync): void {
  const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (version > shapeVersion) throw new Error("it was written by a later version");
  if (version < 1) database.exec(shape);
  if (version < 2) database.exec(toldShape);
  if (version < 3) database.exec(replacedUseShape);
  if (version < shapeVersion) database.exec(`PRAGMA user_version = ${shapeVersion};`);
}

/** All of the work, or nothing of it; nobody else writes meanwhile. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
