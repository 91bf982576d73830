import type { DatabaseSync } from "node:sqlite";
import type { AgentEvent, Instant, LossReason } from "../../contract/agent-event.ts";
import type { Anchor } from "../../contract/anchor.ts";
import type { Observation } from "../../contract/observation.ts";
import type { Clock } from "../clock.ts";
import type { FormerRun } from "../events/started.ts";
import { anchorsOf, type HeardAnswer } from "./boots.ts";
import { type BroughtBack, bringBack } from "./bring-back.ts";
import { type Counters, type Entry, readEntry } from "./entry.ts";
import type { Rejected, Run } from "./outbox.ts";
import { parkingStart } from "./outbox-schema.ts";
import type { Found } from "./restore.ts";
import { runOf } from "./run.ts";
import type { Settlement } from "./settlement.ts";
import { type Span, withSpan } from "./spans.ts";
import { instantOfEntry, OutboxStore } from "./store.ts";

interface PlacedLine {
  readonly place: number;
  readonly line: string;
}

const rowsAtATime = 500;

/**
 * One database file of waiting observations and untold events. An entry's place orders the file: growing for what was appended here,
 * negative for what was brought from elsewhere under its own number, far beyond for what is parked. Every method is one transaction, on
 * disk when it returns. It throws whatever SQLite says; `open-outbox.ts` decides what to do about it.
 */
export class OutboxFile {
  readonly #store: OutboxStore;
  readonly #clock: Clock;
  /** The lowest place ever used: a run that is on its way must never find other entries in its places. */
  #lowest: number;
  /** Null while not known. */
  #parkedEndpoints: Set<string> | null = null;

  constructor(db: DatabaseSync, clock: Clock) {
    this.#store = new OutboxStore(db, clock);
    this.#clock = clock;
    this.#lowest = Math.min(this.ends()?.from ?? 1, 1);
  }

  get counters(): Counters {
    return this.#store.counters;
  }

  get former(): FormerRun {
    return this.#store.former;
  }

  /** One transaction for all of them: waiting for the card is what costs. */
  append(observations: readonly Observation[]): void {
    const { boot } = this.#clock;
    this.#store.inTransaction(() => this.#store.insert(observations.map((observation) => ({ boot, observation }))));
  }

  /** Takes in all that another file has, to wait before everything that waits here. */
  takeOver(other: OutboxFile): void {
    this.#store.inTransaction(() => {
      const entries = [...other.entries()];
      const from = this.#lowest - entries.length;
      entries.forEach((entry, index) => this.#store.write({ ...entry, place: from + index }));
      this.#lowest = from;
      const { waiting, places, lost, rejected, toldLost, toldRejected } = this.counters;
      const more = other.counters;
      this.#store.save({
        waiting: waiting + entries.length,
        places: [...withSpan(places, { from, to: from + entries.length - 1 })],
        lost: lost + more.lost,
        rejected: rejected + more.rejected,
        toldLost: toldLost + more.toldLost,
        toldRejected: toldRejected + more.toldRejected,
      });
      for (const event of other.untold(Number.MAX_SAFE_INTEGER)) this.#store.putEvent(event);
    });
  }

  /** As `bringBack`. */
  restore(found: Iterable<Found>): BroughtBack {
    const result = this.#store.inTransaction(() => bringBack(this.#store, found));
    this.#lowest = Math.min(this.ends()?.from ?? 1, 1);
    return result;
  }

  /** Every entry that can be read, oldest first. */
  *entries(): Generator<Entry> {
    let place = Number.MIN_SAFE_INTEGER;
    for (;;) {
      const lines = this.#linesAt("oldest", { from: place, to: Number.MAX_SAFE_INTEGER }, rowsAtATime);
      for (const { line } of lines) {
        const entry = readEntry(line);
        if (entry !== null) yield entry;
      }
      if (lines.length === 0) return;
      place = (lines.at(-1)?.place ?? 0) + 1;
    }
  }

  /** The longest run at one end of what waits between two places, unreadable entries dropped and counted. */
  run(end: "oldest" | "newest", { from, to }: Span, limit: number): Run | null {
    for (;;) {
      const lines = this.#linesAt(end, { from, to }, limit);
      const read = lines.map(({ place, line }) => ({ place, entry: readEntry(line) }));
      const unreadable = read.findIndex(({ entry }) => entry === null);
      if (unreadable !== 0) return runOf(unreadable < 0 ? read : read.slice(0, unreadable), end, this.ends()?.to ?? 0);
      const place = lines[0]?.place ?? 0;
      this.drop({ from: place, to: place }, "damaged");
    }
  }

  /**
   * Entries of a run leave the file: the collector has them, or said why it will not take them. Those of an endpoint it does not know are
   * parked, so that they delay nobody; once it takes an observation of that endpoint they wait with the others, under new numbers.
   */
  settle(run: Run, { final, unknown, taken, at }: Settlement): void {
    this.#store.inTransaction(() => {
      this.#store.forget(run);
      this.#renumber(run, taken);
      for (const sequence of unknown) this.#park(run, sequence);
      for (const rejection of final) this.#keepAside(rejection, at, run);
      const [oldest, newest] = [final[0], final.at(-1)].map((one) => instantIn(run, one?.sequence ?? 0));
      this.#store.lose({ reason: "rejected", count: final.length, oldest, newest });
      this.#unpark(knownIn(run, [...unknown, ...taken, ...final.map(({ sequence }) => sequence)]));
    });
  }

  /** Entries between places leave the file, as those of runs that could not be removed in their time. */
  removeAll(spans: readonly Span[]): void {
    this.#store.inTransaction(() => {
      for (const span of spans) this.#store.forget(span);
    });
  }

  /** What lies between two places is given up and counted as lost. Returns how many. */
  drop(span: Span, reason: LossReason): number {
    return this.#store.inTransaction(() => this.#store.giveUp(span, reason));
  }

  /** The oldest entries are given up, parked ones first. Returns how many. */
  dropOldest(count: number, reason: LossReason): number {
    const { nth, downwards } = this.#store.statements;
    const highest = downwards.get(Number.MAX_SAFE_INTEGER, 1)?.["place"];
    if (highest === undefined) return 0;
    const from = Number(highest) >= parkingStart ? parkingStart : Number.MIN_SAFE_INTEGER;
    return this.drop({ from, to: Number(nth.get(from, count - 1)?.["place"] ?? highest) }, reason);
  }

  /** An event to be told; under an id already there, in its place. */
  record(event: AgentEvent): void {
    this.#store.inTransaction(() => this.#store.putEvent(event));
  }

  untold(limit: number): AgentEvent[] {
    return this.#store.untold(limit);
  }

  /** The collector has these events; one that was updated since is still to be told. */
  told(events: readonly AgentEvent[]): void {
    this.#store.inTransaction(() => this.#store.told(events));
  }

  heard(answer: HeardAnswer): void {
    this.#store.heard(answer);
  }

  anchors(): Anchor[] {
    return anchorsOf(this.counters.boots);
  }

  beat(): void {
    this.#store.beat();
  }

  /** The lowest and the highest place in use, parked ones apart; null when nothing waits. */
  ends(): Span | null {
    const row = this.#store.statements.ends.get();
    return row === undefined || row["low"] === null ? null : { from: Number(row["low"]), to: Number(row["high"]) };
  }

  /** Bytes in use; pages freed by deleted entries are used again before the file grows. */
  usedBytes(): number {
    const row = this.#store.statements.pages.get();
    return (Number(row?.["pages"]) - Number(row?.["free"])) * Number(row?.["size"]);
  }

  /** Gives pages back to the file system once many are free, so that a long outage does not leave a large file for ever. */
  shrink(): void {
    const row = this.#store.statements.pages.get();
    const free = Number(row?.["free"]);
    if (free > 1_000 && free > Number(row?.["pages"]) / 4) this.#store.db.exec("PRAGMA incremental_vacuum(1000)");
  }

  close(): void {
    this.#store.close();
  }

  /** Whoever used these numbers knows the numbering: the present one is left. */
  #renumber({ outbox, boot, first, observations }: Run, taken: readonly number[]): void {
    if (taken.length === 0) return;
    if (outbox === this.counters.id) this.#store.renew();
    this.#store.insert(taken.flatMap((sequence) => observations[sequence - first] ?? []).map((observation) => ({ boot, observation })));
  }

  #park({ outbox, boot, observations, first }: Run, sequence: number): void {
    const observation = observations[sequence - first];
    const { parking, waiting, places } = this.counters;
    if (observation === undefined) return;
    this.#store.write({ place: parking, outbox, sequence, boot, observation });
    this.#parkedEndpoints?.add(observation.endpoint);
    this.#store.save({ parking: parking + 1, waiting: waiting + 1, places: [...withSpan(places, { from: parking, to: parking })] });
  }

  /** Under new numbers, because the old ones were answered. */
  #unpark(known: ReadonlySet<string>): void {
    if ((this.counters.places.at(-1)?.to ?? 0) < parkingStart || !this.#mayBeParked(known)) return;
    for (const { place, observation, boot } of this.#parked()) {
      if (!known.has(observation.endpoint)) continue;
      this.#store.forget({ from: place, to: place });
      this.#store.insert([{ boot, observation }]);
    }
    this.#parkedEndpoints = null;
  }

  #mayBeParked(endpoints: ReadonlySet<string>): boolean {
    const parked = (this.#parkedEndpoints ??= new Set([...this.#parked()].map(({ observation }) => observation.endpoint)));
    return [...endpoints].some((endpoint) => parked.has(endpoint));
  }

  *#parked(): Generator<Entry> {
    for (let from = parkingStart; ; ) {
      const lines = this.#linesAt("oldest", { from, to: Number.MAX_SAFE_INTEGER }, rowsAtATime);
      if (lines.length === 0) return;
      from = (lines.at(-1)?.place ?? 0) + 1;
      yield* lines.flatMap(({ line }) => readEntry(line) ?? []);
    }
  }

  #keepAside({ sequence, code, message }: Rejected, at: number, run: Run): void {
    const { setAside, forgetAside } = this.#store.statements;
    const observation = run.observations[sequence - run.first] ?? null;
    setAside.run(at, run.outbox, sequence, code, message.slice(0, 500), JSON.stringify(observation));
    forgetAside.run();
  }

  #linesAt(end: "oldest" | "newest", { from, to }: Span, limit: number): PlacedLine[] {
    const { upwards, downwards } = this.#store.statements;
    const rows = end === "oldest" ? upwards.all(from, limit) : downwards.all(to, limit);
    return rows
      .map((row) => ({ place: Number(row["place"]), line: String(row["line"]) }))
      .filter(({ place }) => place >= from && place <= to);
  }
}

function instantIn({ observations, first, boot }: Run, sequence: number): Instant | undefined {
  const observation = observations[sequence - first];
  return observation === undefined ? undefined : instantOfEntry({ boot, observation });
}

/** Endpoints of which the collector has taken something. */
function knownIn({ observations, first }: Run, refused: readonly number[]): Set<string> {
  const without = new Set(refused);
  return new Set(observations.filter((_, index) => !without.has(first + index)).map(({ endpoint }) => endpoint));
}
