import { DatabaseSync } from "node:sqlite";
import { type Counters, countersOf, type Entry, entryOf, readCounters, readEntry } from "./entry.ts";

import type { OutboxFile } from "./outbox-file.ts";
import { rawLines } from "./raw-lines.ts";

export interface Salvaged {
  readonly kept: number;
  /** How many observations are gone; null when nothing says how many there were. */
  readonly lost: number | null;
}

/**
 * Brings what is left of a damaged outbox file into a fresh one: record by record among the raw bytes, and
 * through SQLite as far as that goes. Entries keep their numbers, so what the collector already had does no harm when it is found again.
 */
export function salvageInto(fresh: OutboxFile, damaged: string): Salvaged {
  const seen: { counters: Counters | null } = { counters: null };
  const note = (counters: Counters | null) => {
    if (counters !== null && (seen.counters === null || counters.change >= seen.counters.change)) seen.counters = counters;
  };
  const kept = fresh.adopt(entriesOf(damaged, note), { lost: 0, rejected: 0 });
  if (seen.counters === null) return { kept, lost: null };
  const lost = Math.max(0, seen.counters.waiting - kept);
  fresh.adopt([], { lost: lost + seen.counters.lost, rejected: seen.counters.rejected });
  return { kept, lost };
}

function* entriesOf(damaged: string, note: (counters: Counters | null) => void): Generator<Entry> {
  for (const file of [damaged, `${damaged}-wal`]) {
    for (const { kind, value } of rawLines(file)) {
      if (kind === "counters") note(countersOf(value));
      const entry = kind === "waiting" ? entryOf(value) : null;
      if (entry !== null) yield entry;
    }
  }
  // Second, because SQLite deletes the log of a database it finds empty. Only it can read an entry spread over several pages.
  yield* entriesThroughSqlite(damaged, note);
}

/** Reads from both ends towards the first page that cannot be read. */
function* entriesThroughSqlite(damaged: string, note: (counters: Counters | null) => void): Generator<Entry> {
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(damaged, { readOnly: true });
    for (const line of linesOf(db, "SELECT line FROM counters")) note(readCounters(line));
    for (const order of ["ASC", "DESC"]) {
      for (const line of linesOf(db, `SELECT line FROM waiting ORDER BY place ${order}`)) {
        const entry = readEntry(line);
        if (entry !== null) yield entry;
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
