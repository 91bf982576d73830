import type { DatabaseSync } from "node:sqlite";
import type { AgentEvent, Instant, LossReason } from "../../contract/agent-event.ts";
import type { Observation } from "../../contract/observation.ts";
import type { Clock } from "../clock.ts";
import { instantOf } from "../events/instant.ts";
import type { FormerRun } from "../events/started.ts";
import { type HeardAnswer, lifeOf, withAnswer, withLife } from "./boots.ts";
import { type Counters, type Entry, readCounters, readEntry, writeCounters, writeEntry } from "./entry.ts";
import { EventTable, isSameTelling } from "./event-table.ts";
import { type GivenUp, growingReasons, lossEvent } from "./losses.ts";
import { OutboxError } from "./outbox.ts";
import { createTables, newId, prepareAll, type Statements } from "./outbox-schema.ts";
import { type Span, withoutSpan, withSpan } from "./spans.ts";

/** An agent that polls nothing still shows that it lives. */
const beatMs = 60_000;

/**
 * The tables of one outbox file and its counters, which always agree: an observation is among those that wait, or was counted out.
 * What changes several things is called within `inTransaction`.
 */
export class OutboxStore {
  readonly former: FormerRun;
  readonly db: DatabaseSync;
  readonly statements: Statements;
  readonly #clock: Clock;
  readonly #events: EventTable;
  #counters: Counters;
  #savedAt = 0;
  /** What `change` becomes by the transaction under way, whatever it saves on its way: one more, as a reader of the log expects. */
  #changeUnderWay: number | null = null;

  constructor(db: DatabaseSync, clock: Clock) {
    this.db = db;
    this.#clock = clock;
    // FULL: an observation is on the card, not only in the system's memory, before the next poll starts.
    db.exec("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 256;");
    if (db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined) createTables(db);
    this.statements = prepareAll(db);
    this.#events = new EventTable(db);
    this.#counters = this.#loadCounters();
    this.former = { lastSign: lifeOf(this.#counters.boots), wasClosed: this.#counters.isClosed };
    // A disk may lose its last writes in a power cut, and a copy of the folder may be put back after a stop: numbers given since would be
    // given twice, and taken for the same observation. So each opening begins a new numbering, and what waits keeps its own.
    this.renew();
  }

  /** What is appended from now on is numbered from 1 under another id. */
  renew(): void {
    this.save({ id: newId(), next: 1, isClosed: false });
  }

  get counters(): Counters {
    return this.#counters;
  }

  inTransaction<Result>(change: () => Result): Result {
    const before = this.#counters;
    this.db.exec("BEGIN IMMEDIATE");
    this.#changeUnderWay = before.change + 1;
    try {
      const result = change();
      this.db.exec("COMMIT");
      return result;
    } catch (error) {
      this.#counters = before;
      if (this.db.isTransaction) this.db.exec("ROLLBACK");
      throw error;
    } finally {
      this.#changeUnderWay = null;
    }
  }

  save(changes: Partial<Counters>): void {
    const boots = withLife(changes.boots ?? this.#counters.boots, this.#clock);
    const counters = { ...this.#counters, ...changes, boots, change: this.#change() };
    this.statements.saveCounters.run(writeCounters(counters));
    this.#counters = counters;
    this.#savedAt = this.#clock.monotonicMs();
  }

  /** A sign of life, unless something was written lately. */
  beat(): void {
    if (this.#clock.monotonicMs() - this.#savedAt >= beatMs) this.save({});
  }

  /** The collector has answered: its clock and ours are tied together. Kept with the next change. */
  heard(answer: HeardAnswer): void {
    this.#counters = { ...this.#counters, boots: withAnswer(withLife(this.#counters.boots, this.#clock), answer) };
  }

  /** Observations take the next numbers. */
  insert(items: readonly { readonly boot: string; readonly observation: Observation }[]): void {
    const { id, next, place, waiting, places } = this.#counters;
    items.forEach(({ boot, observation }, index) => {
      this.write({ place: place + index, outbox: id, sequence: next + index, boot, observation });
    });
    const [count, last] = [items.length, place + items.length - 1];
    this.save({ next: next + count, place: last + 1, waiting: waiting + count, places: [...withSpan(places, { from: place, to: last })] });
  }

  write(entry: Entry): void {
    this.statements.insert.run(entry.place, writeEntry(entry));
  }

  /** What lies between two places leaves the file. Returns how many. */
  forget(span: Span): number {
    const removed = Number(this.statements.remove.run(span.from, span.to).changes);
    const { waiting, places } = this.#counters;
    this.save({ waiting: Math.max(0, waiting - removed), places: [...withoutSpan(places, span)] });
    return removed;
  }

  /** What lies between two places is given up. Returns how many. */
  giveUp(span: Span, reason: LossReason): number {
    const oldest =
      this.#instantAt(this.statements.upwards.get(span.from, 1)) ?? this.#instantAt(this.statements.downwards.get(span.from, 1));
    const newest = this.#instantAt(this.statements.downwards.get(span.to, 1)) ?? this.#instantAt(this.statements.upwards.get(span.to, 1));
    const count = this.forget(span);
    this.lose({ reason, count, oldest, newest });
    return count;
  }

  /** Counts a loss and has it told, together. */
  lose(given: GivenUp): void {
    const { reason, count } = given;
    if (count === 0) return;
    const before = growingReasons.has(reason) ? this.#events.openLoss(reason) : null;
    this.putEvent(lossEvent(given, instantOf(this.#clock), before));
    const { lost, rejected } = this.#counters;
    this.save(reason === "rejected" ? { rejected: rejected + count } : { lost: lost + count });
  }

  /** To be told, in the place of the event of the same id if there is one. */
  putEvent(event: AgentEvent): void {
    const known = this.#events.find(event.id);
    const { nextEvent, events } = this.#counters;
    const change = this.#change();
    const number = known?.number ?? nextEvent;
    if (known === null) this.#events.add({ number, change, event });
    else this.#events.replace({ number, change, event });
    this.save({ nextEvent: Math.max(nextEvent, number + 1), events: [...withSpan(events, { from: number, to: number })] });
  }

  untold(limit: number): AgentEvent[] {
    const rows = this.#events.oldest(limit);
    if (rows.every(({ stored }) => stored !== null)) return rows.flatMap(({ stored }) => stored?.event ?? []);
    this.inTransaction(() => {
      for (const { number, stored } of rows) if (stored === null) this.#removeEvent(number);
      this.reconcile();
    });
    return this.#events.oldest(limit).flatMap(({ stored }) => stored?.event ?? []);
  }

  /** Forgets those events of which nothing more is to be told. */
  told(events: readonly AgentEvent[]): void {
    for (const event of events) {
      const row = this.#events.find(event.id);
      const stored = row?.stored ?? null;
      if (row === null || stored === null || !isSameTelling(stored.event, event)) continue;
      this.#removeEvent(row.number);
      if (event.kind !== "loss") continue;
      const { toldLost, toldRejected } = this.#counters;
      this.save(event.reason === "rejected" ? { toldRejected: toldRejected + event.count } : { toldLost: toldLost + event.count });
    }
  }

  /** Events that were damaged themselves are told anew: what was lost is what the collector has been told of and what waits to be told. */
  reconcile(): void {
    const losses = this.#events.oldest(-1).flatMap(({ stored }) => (stored?.event.kind === "loss" ? stored.event : []));
    const untold = (isRejection: boolean) =>
      losses.filter(({ reason }) => (reason === "rejected") === isRejection).reduce((sum, { count }) => sum + count, 0);
    const { lost, rejected, toldLost, toldRejected } = this.#counters;
    const missing = [
      { reason: "damaged", count: lost - toldLost - untold(false) },
      { reason: "rejected", count: rejected - toldRejected - untold(true) },
    ] as const;
    for (const given of missing) if (given.count > 0) this.putEvent(lossEvent(given, instantOf(this.#clock), null));
    this.save({ lost: Math.max(lost, toldLost + untold(false)), rejected: Math.max(rejected, toldRejected + untold(true)) });
  }

  close(): void {
    try {
      this.save({ isClosed: true });
    } finally {
      this.db.close();
    }
  }

  #change(): number {
    return this.#changeUnderWay ?? this.#counters.change + 1;
  }

  #removeEvent(number: number): void {
    this.#events.remove(number);
    this.save({ events: [...withoutSpan(this.#counters.events, { from: number, to: number })] });
  }

  /** When the observation of a line was made; undefined where the line cannot be read. */
  #instantAt(row: Record<string, unknown> | undefined): Instant | undefined {
    const entry = row === undefined ? null : readEntry(String(row["line"]));
    return entry === null ? undefined : instantOfEntry(entry);
  }

  #loadCounters(): Counters {
    const counters = this.statements.loadCounters
      .all()
      .map((row) => readCounters(String(row["line"])))
      .find((copy) => copy !== null);
    if (counters === undefined) throw new OutboxError("OUTBOX_DAMAGED", "the counters of the outbox cannot be read");
    const highest = Number(this.statements.ends.get()?.["high"] ?? 0);
    if (highest >= counters.place) throw new OutboxError("OUTBOX_DAMAGED", "the outbox holds places not yet given");
    return counters;
  }
}

export function instantOfEntry({ boot, observation }: Pick<Entry, "boot" | "observation">): Instant {
  return { at: observation.observedAt, clockMs: observation.clockMs, boot };
}
