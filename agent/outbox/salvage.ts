import { DatabaseSync } from "node:sqlite";
import type { BroughtBack } from "./bring-back.ts";
import { countersOf, entryOf, readCounters, readEntry } from "./entry.ts";
import { readEventLine, storedEventOf } from "./event-line.ts";
import type { OutboxFile } from "./outbox-file.ts";
import { rawLines } from "./raw-lines.ts";
import type { Found } from "./restore.ts";

/**
 * Brings what is left of a damaged outbox file into a fresh one: record by record among the raw bytes, and
 * through SQLite as far as that goes. Entries keep their numbers, so what the collector already had does no harm when it is found again.
 */
export function salvageInto(fresh: OutboxFile, damaged: string): BroughtBack {
  return fresh.restore(foundIn(damaged));
}

function* foundIn(damaged: string): Generator<Found> {
  for (const file of [damaged, `${damaged}-wal`]) {
    for (const { kind, value } of rawLines(file)) {
      const found = foundAs(kind, value);
      if (found !== null) yield found;
    }
  }
  // Second, because SQLite deletes the log of a database it finds empty. Only it can read an entry spread over several pages.
  yield* foundThroughSqlite(damaged);
}

function foundAs(kind: Found["kind"], value: unknown): Found | null {
  if (kind === "counters") {
    const counters = countersOf(value);
    return counters === null ? null : { kind, counters };
  }
  if (kind === "event") {
    const stored = storedEventOf(value);
    return stored === null ? null : { kind, stored };
  }
  const entry = entryOf(value);
  return entry === null ? null : { kind, entry };
}

/** Reads from both ends towards the first page that cannot be read. */
function* foundThroughSqlite(damaged: string): Generator<Found> {
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(damaged, { readOnly: true });
    for (const line of linesOf(db, "SELECT line FROM counters")) {
      const counters = readCounters(line);
      if (counters !== null) yield { kind: "counters", counters };
    }
    for (const order of ["ASC", "DESC"]) {
      for (const line of linesOf(db, `SELECT line FROM event ORDER BY number ${order}`)) {
        const stored = readEventLine(line);
        if (stored !== null) yield { kind: "event", stored };
      }
      for (const line of linesOf(db, `SELECT line FROM waiting ORDER BY place ${order}`)) {
        const entry = readEntry(line);
        if (entry !== null) yield { kind: "waiting", entry };
      }
    }
  } catch {
    // What SQLite cannot open is read as bytes.
  } finally {
    db?.close();
  }
}

function* linesOf(db: DatabaseSync, query: string): Generator<string> {
  try {
    for (const row of db.prepare(query).iterate()) yield String(row["line"]);
  } catch {
    // A damaged page ends the walk; what was read before it counts.
  }
}
