import type { DatabaseSync } from "node:sqlite";
import type { Observation } from "../../contract/observation.ts";
import { type Counters, type Entry, readCounters, readEntry, writeCounters, writeEntry } from "./entry.ts";
import { OutboxError, type Rejected, type Run } from "./outbox.ts";
import { createTables, newId, prepareAll, type Statements } from "./outbox-schema.ts";
import { runOf } from "./run.ts";
import type { Span } from "./settled.ts";

interface PlacedLine {
  readonly place: number;
  readonly line: string;
}

/**
 * One database file of waiting observations. An entry's place orders the file: growing for what was appended here, negative for
 * what was brought from elsewhere under its own number. Every method is one transaction, on disk when it returns.
 * It throws whatever SQLite says; `open-outbox.ts` decides what to do about it.
 */
export class OutboxFile {
  readonly #db: DatabaseSync;
  readonly #statements: Statements;
  #counters: Counters;
  /** The lowest place ever used: a run that is on its way must never find other entries in its places. */
  #lowest: number;

  constructor(db: DatabaseSync) {
    this.#db = db;
    // FULL: an observation is on the card, not only in the system's memory, before the next poll starts.
    db.exec("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 256;");
    if (db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined) createTables(db);
    this.#statements = prepareAll(db);
    this.#counters = this.#loadCounters();
    this.#lowest = Math.min(this.ends()?.from ?? 1, 1);
    // After a power cut a disk may have lost its last writes in silence, and numbers given twice would be taken for the same
    // observation. So only a file that was closed goes on counting; another begins a new numbering, and what waits keeps its own.
    const numbering = this.#counters.isClosed ? {} : { id: newId(), next: 1 };
    this.#save({ ...this.#counters, ...numbering, isClosed: false });
  }

  get counters(): Counters {
    return this.#counters;
  }

  /** One transaction for all of them: waiting for the card is what costs. */
  append(observations: readonly Observation[], boot: string): void {
    const { id, next, place, waiting } = this.#counters;
    const count = observations.length;
    this.#inTransaction(() => {
      observations.forEach((observation, index) => {
        this.#statements.insert.run(place + index, writeEntry({ outbox: id, sequence: next + index, boot, observation }));
      });
      this.#save({ ...this.#counters, next: next + count, place: place + count, waiting: waiting + count });
    });
  }

  /** Takes in entries of another file, each once, to wait before everything that waits here. Returns how many. */
  adopt(entries: Iterable<Entry>, more: { readonly lost: number; readonly rejected: number }): number {
    return this.#inTransaction(() => {
      this.#db.exec("CREATE TEMP TABLE found (outbox TEXT, sequence INTEGER, line TEXT, PRIMARY KEY (outbox, sequence)) WITHOUT ROWID");
      const find = this.#db.prepare("INSERT OR IGNORE INTO found VALUES (?, ?, ?)");
      for (const entry of entries) find.run(entry.outbox, entry.sequence, writeEntry(entry));
      const count = Number(this.#db.prepare("SELECT count(*) AS count FROM found").get()?.["count"]);
      const place = "? + row_number() OVER (ORDER BY outbox, sequence)";
      this.#db.prepare(`INSERT INTO waiting (place, line) SELECT ${place}, line FROM found`).run(this.#lowest - count - 1);
      this.#lowest -= count;
      this.#db.exec("DROP TABLE found");
      const { waiting, lost, rejected } = this.#counters;
      this.#save({ ...this.#counters, waiting: waiting + count, lost: lost + more.lost, rejected: rejected + more.rejected });
      return count;
    });
  }

  /** Every entry that can be read, oldest first. */
  *entries(): Generator<Entry> {
    let place = this.ends()?.from ?? 0;
    for (;;) {
      const lines = this.#statements.upwards.all(place, 500);
      for (const line of lines) {
        place = Number(line["place"]) + 1;
        const entry = readEntry(String(line["line"]));
        if (entry !== null) yield entry;
      }
      if (lines.length === 0) return;
    }
  }

  /** The longest run at one end of what waits between two places, unreadable entries dropped and counted. */
  run(end: "oldest" | "newest", { from, to }: Span, limit: number): Run | null {
    for (;;) {
      const lines = this.#linesAt(end, { from, to }, limit);
      const read = lines.map(({ place, line }) => ({ place, entry: readEntry(line) }));
      const unreadable = read.findIndex(({ entry }) => entry === null);
      if (unreadable !== 0) return runOf(unreadable < 0 ? read : read.slice(0, unreadable), end, this.ends()?.to ?? 0);
      this.#drop(lines[0]?.place ?? 0, lines[0]?.place ?? 0);
    }
  }

  /** Entries of a run leave the file: the collector has them, or said why it will not take them. */
  remove(run: Run, rejections: readonly Rejected[], at: number): void {
    this.#inTransaction(() => {
      for (const rejection of rejections) this.#keepAside(rejection, at, run);
      this.#forget(run, rejections.length);
    });
  }

  /** Entries between places leave the file, as those of runs that could not be removed in their time. */
  removeAll(spans: readonly Span[]): void {
    this.#inTransaction(() => {
      for (const span of spans) this.#forget(span, 0);
    });
  }

  /** The oldest entries are given up and counted as lost. Returns how many. */
  dropOldest(count: number): number {
    const last = this.#statements.nth.get(count - 1)?.["place"] ?? this.ends()?.to;
    return last === undefined ? 0 : this.#drop(Number.MIN_SAFE_INTEGER, Number(last));
  }

  /** The lowest and the highest place in use, null when nothing waits. */
  ends(): Span | null {
    const row = this.#statements.ends.get();
    return row === undefined || row["low"] === null ? null : { from: Number(row["low"]), to: Number(row["high"]) };
  }

  /** Bytes in use; pages freed by deleted entries are used again before the file grows. */
  usedBytes(): number {
    const row = this.#statements.pages.get();
    return (Number(row?.["pages"]) - Number(row?.["free"])) * Number(row?.["size"]);
  }

  /** Gives pages back to the file system once many are free, so that a long outage does not leave a large file for ever. */
  shrink(): void {
    const row = this.#statements.pages.get();
    const free = Number(row?.["free"]);
    if (free > 1_000 && free > Number(row?.["pages"]) / 4) this.#db.exec("PRAGMA incremental_vacuum(1000)");
  }

  close(): void {
    try {
      this.#save({ ...this.#counters, isClosed: true });
    } finally {
      this.#db.close();
    }
  }

  #loadCounters(): Counters {
    const counters = readCounters(String(this.#statements.loadCounters.get()?.["line"]));
    if (counters === null) throw new OutboxError("OUTBOX_DAMAGED", "the counters of the outbox cannot be read");
    if ((this.ends()?.to ?? 0) >= counters.place) throw new OutboxError("OUTBOX_DAMAGED", "the outbox holds places not yet given");
    return counters;
  }

  #forget({ from, to }: Span, newlyRejected: number): void {
    const removed = Number(this.#statements.remove.run(from, to).changes);
    const { waiting, rejected } = this.#counters;
    this.#save({ ...this.#counters, waiting: Math.max(0, waiting - removed), rejected: rejected + newlyRejected });
  }

  #drop(from: number, to: number): number {
    return this.#inTransaction(() => {
      const dropped = Number(this.#statements.remove.run(from, to).changes);
      const { waiting, lost } = this.#counters;
      this.#save({ ...this.#counters, waiting: Math.max(0, waiting - dropped), lost: lost + dropped });
      return dropped;
    });
  }

  #save(counters: Counters): void {
    const changed = { ...counters, change: this.#counters.change + 1 };
    this.#statements.saveCounters.run(writeCounters(changed));
    this.#counters = changed;
  }

  #inTransaction<Result>(change: () => Result): Result {
    const before = this.#counters;
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      const result = change();
      this.#db.exec("COMMIT");
      return result;
    } catch (error) {
      this.#counters = before;
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      throw error;
    }
  }

  #keepAside({ sequence, code, message }: Rejected, at: number, run: Run): void {
    const observation = run.observations[sequence - run.first];
    this.#statements.setAside.run(at, run.outbox, sequence, code, message.slice(0, 500), JSON.stringify(observation ?? null));
    this.#statements.forgetAside.run();
  }

  #linesAt(end: "oldest" | "newest", { from, to }: Span, limit: number): PlacedLine[] {
    const rows = end === "oldest" ? this.#statements.upwards.all(from, limit) : this.#statements.downwards.all(to, limit);
    return rows
      .map((row) => ({ place: Number(row["place"]), line: String(row["line"]) }))
      .filter(({ place }) => place >= from && place <= to);
  }
}
