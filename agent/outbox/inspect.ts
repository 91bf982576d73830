import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { type Counters, countersOf, readCounters } from "./entry.ts";
import { OutboxError } from "./outbox.ts";
import { isSchemaSound } from "./outbox-schema.ts";
import { rawLines } from "./raw-lines.ts";

/** Checking a larger file would keep the agent from starting for long; its damage is found when it is met. */
const checkedBytes = 64 * 1024 * 1024;

/**
 * Looks whether an outbox file can be trusted, without changing it: SQLite itself drops what it finds broken in its log, in silence,
 * as soon as it may write.
 * @throws OutboxError OUTBOX_DAMAGED, or whatever SQLite says
 */
export function inspect(file: string): void {
  const size = sizeOf(file);
  const logged = newestCounters(`${file}-wal`);
  if (size === 0 && logged === null) return;
  if (size === 0) throw damaged("the outbox file is empty and its log is not");
  requireSoundHeader(file);
  const db = new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
  try {
    if (db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined && logged === null) return;
    if (!isSchemaSound(db)) throw damaged("the tables of the outbox are not described as they were made");
    const copies = db.prepare("SELECT line FROM counters").all();
    const counters = copies.map((row) => readCounters(String(row["line"]))).find((copy) => copy !== null);
    if (counters === undefined) throw damaged("the counters of the outbox cannot be read");
    // One change more than SQLite reads is the write a kill interrupted: nothing was promised yet.
    if (logged !== null && logged.change > counters.change + 1) throw damaged("the end of the log cannot be read");
    if (size < checkedBytes) checkWhole(db, counters);
  } finally {
    db.close();
  }
}

/**
 * The beginning of a file as SQLite writes it, https://www.sqlite.org/fileformat.html: with another version number there it would
 * take the file for one that must not be written, and the disk for one that refuses.
 */
function requireSoundHeader(file: string): void {
  const header = Buffer.alloc(24);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, header, 0, header.length, 0);
  } finally {
    closeSync(descriptor);
  }
  const isOurs = header.toString("latin1", 0, 16) === "SQLite format 3\0" && [1, 2].includes(header[18] ?? 0) && header[18] === header[19];
  if (!isOurs || !header.subarray(20).equals(Buffer.from([0, 64, 32, 32]))) throw damaged("the file does not begin as an outbox");
}

function checkWhole(db: DatabaseSync, counters: Counters): void {
  const [verdict] = Object.values(db.prepare("PRAGMA quick_check(1)").get() ?? {});
  if (verdict !== "ok") throw damaged(`the outbox file is not sound: ${String(verdict)}`);
  const count = db.prepare("SELECT count(*) AS count FROM waiting").get()?.["count"];
  if (count !== counters.waiting) throw damaged(`the outbox file holds ${String(count)} observations instead of ${counters.waiting}`);
}

/** The newest counters in a log, those SQLite would not read included. */
function newestCounters(log: string): Counters | null {
  let newest: Counters | null = null;
  for (const { kind, value } of rawLines(log)) {
    const counters = kind === "counters" ? countersOf(value) : null;
    if (counters !== null && (newest === null || counters.change > newest.change)) newest = counters;
  }
  return newest;
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

function damaged(message: string): OutboxError {
  return new OutboxError("OUTBOX_DAMAGED", message);
}
