import { randomBytes } from "node:crypto";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { type Counters, writeCounters } from "./entry.ts";

/** Observations kept for a person to look at. */
const keptAside = 200;

const schema = `
  CREATE TABLE waiting (place INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT;
  CREATE TABLE counters (copy INTEGER PRIMARY KEY CHECK (copy IN (1, 2)), line TEXT NOT NULL) STRICT;
  CREATE TABLE event (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, reason TEXT, line TEXT NOT NULL) STRICT;
  CREATE TABLE set_aside (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, outbox TEXT NOT NULL, sequence INTEGER NOT NULL,
    code TEXT NOT NULL, message TEXT NOT NULL, observation TEXT NOT NULL) STRICT;
`;

/** Observations of endpoints the collector does not know yet lie behind all others, and nobody sends them from there. */
export const parkingStart = 2 ** 50;

const queries = {
  insert: "INSERT INTO waiting (place, line) VALUES (?, ?)",
  saveCounters: "UPDATE counters SET line = ?",
  loadCounters: "SELECT line FROM counters ORDER BY copy",
  upwards: "SELECT place, line FROM waiting WHERE place >= ? ORDER BY place LIMIT ?",
  downwards: "SELECT place, line FROM waiting WHERE place <= ? ORDER BY place DESC LIMIT ?",
  ends: `SELECT (SELECT min(place) FROM waiting WHERE place < ${parkingStart}) AS low, (SELECT max(place) FROM waiting WHERE place < ${parkingStart}) AS high`,
  nth: "SELECT place FROM waiting WHERE place >= ? ORDER BY place LIMIT 1 OFFSET ?",
  remove: "DELETE FROM waiting WHERE place BETWEEN ? AND ?",
  pages:
    "SELECT page_count AS pages, freelist_count AS free, page_size AS size FROM pragma_page_count, pragma_freelist_count, pragma_page_size",
  setAside: "INSERT INTO set_aside (at, outbox, sequence, code, message, observation) VALUES (?, ?, ?, ?, ?, ?)",
  forgetAside: `DELETE FROM set_aside WHERE number <= (SELECT max(number) - ${keptAside} FROM set_aside)`,
} as const;

export type Statements = Readonly<Record<keyof typeof queries, StatementSync>>;

export function createTables(db: DatabaseSync): void {
  const nothing = { waiting: 0, places: [], lost: 0, rejected: 0, toldLost: 0, toldRejected: 0, nextEvent: 1, events: [], boots: [] };
  const counters: Counters = { id: newId(), next: 1, place: 1, parking: parkingStart, ...nothing, change: 0, isClosed: true };
  db.exec(`BEGIN IMMEDIATE; ${schema}`);
  // Twice, because everything else is judged by them: a byte that flips spares one of the two.
  const line = writeCounters(counters);
  db.prepare("INSERT INTO counters (copy, line) VALUES (1, ?), (2, ?)").run(line, line);
  db.exec("COMMIT");
}

/** Whether the tables are described as they were made: a letter that flipped there gives the same rows another meaning. */
export function isSchemaSound(db: DatabaseSync): boolean {
  const fresh = new DatabaseSync(":memory:");
  fresh.exec(schema);
  const isSame = JSON.stringify(described(db)) === JSON.stringify(described(fresh));
  fresh.close();
  return isSame;
}

function described(db: DatabaseSync): unknown {
  return db.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name").all();
}

/** Names a numbering. */
export function newId(): string {
  return randomBytes(8).toString("hex");
}

export function prepareAll(db: DatabaseSync): Statements {
  const prepare = (name: keyof typeof queries) => db.prepare(queries[name]);
  return {
    insert: prepare("insert"),
    saveCounters: prepare("saveCounters"),
    loadCounters: prepare("loadCounters"),
    upwards: prepare("upwards"),
    downwards: prepare("downwards"),
    ends: prepare("ends"),
    nth: prepare("nth"),
    remove: prepare("remove"),
    pages: prepare("pages"),
    setAside: prepare("setAside"),
    forgetAside: prepare("forgetAside"),
  };
}
