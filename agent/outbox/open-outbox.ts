import { DatabaseSync } from "node:sqlite";
import type { Logger } from "pino";
import type { AgentEvent, Instant } from "../../contract/agent-event.ts";
import type { Anchor } from "../../contract/anchor.ts";
import type { Observation } from "../../contract/observation.ts";
import type { Clock } from "../clock.ts";
import type { EventBook } from "../events/event-book.ts";
import { instantOf, newEventId } from "../events/instant.ts";
import { type FormerRun, startedEvent } from "../events/started.ts";
import { keepWithin } from "./keep-within.ts";
import { type OpenDatabase, type OpenedDisk, openDisk, repairDisk } from "./open-disk.ts";
import type { HeardAnswer, Outbox, OutboxBounds, OutboxStats, Rejected, Run } from "./outbox.ts";
import { OutboxFile } from "./outbox-file.ts";
import { Settled } from "./settled.ts";
import { type Answered, settlementOf } from "./settlement.ts";
import { codeOf } from "./sqlite-errors.ts";

export interface OutboxOptions extends OutboxBounds {
  readonly file: string;
  readonly clock: Clock;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  /** Other than `new DatabaseSync` only where a test wants a disk that refuses. */
  readonly openDatabase?: OpenDatabase;
}

const spareBytes = 4 * 1024 * 1024;
const checkEvery = 16;
const retryAfterMs = { first: 10_000, longest: 300_000 } as const;

/** Opens the outbox and always gives one: on disk, or in memory until the disk takes writes again. */
export function openOutbox(options: OutboxOptions): Outbox {
  return new ResilientOutbox(options);
}

interface Trouble {
  readonly retryAt: number;
  readonly waitMs: number;
}

class ResilientOutbox implements Outbox {
  readonly #options: OutboxOptions;
  readonly #openDatabase: OpenDatabase;
  readonly #fileOf = new WeakMap<Run, OutboxFile>();
  #disk: OutboxFile | null = null;
  /** Keeps observations in memory while the disk refuses them; they are sent from here all the same. */
  #spare: OutboxFile | null = null;
  #trouble: Trouble | null = null;
  /** What the disk could not forget: runs the collector has, what it said of some, and events it was told. */
  readonly #settled = new Settled();
  #unsettled: readonly Answered[] = [];
  #told: readonly AgentEvent[] = [];
  readonly #start: { readonly id: string; readonly at: Instant };
  #former: FormerRun | null = null;
  #formerTold: FormerRun | null = null;
  #uncheckedAppends = 0;
  #renumberedCount = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#openDatabase = options.openDatabase ?? ((file) => new DatabaseSync(file, { timeout: 2_000 }));
    this.#tryDisk(() => this.#adoptDisk(openDisk(options.file, this.#openDatabase, options.clock)));
    this.#start = { id: newEventId(), at: instantOf(options.clock) };
    this.#tellStart();
    this.#enforceBounds();
  }

  readonly events: EventBook = {
    record: (event) => this.#record(event),
    update: (event) => this.#record(event),
    untold: (limit) => this.#untold(limit),
    told: (events) => this.#noteTold(events),
  };

  id(): string {
    return (this.#trouble === null ? this.#disk : this.#spare)?.counters.id ?? this.#spareFile().counters.id;
  }

  append(observations: readonly Observation[]): void {
    this.#recoverIfDue();
    const isOnDisk = this.#trouble === null && this.#onDisk((disk) => disk.append(observations));
    if (!isOnDisk) this.#spareFile().append(observations);
    this.#uncheckedAppends += observations.length;
    if (this.#uncheckedAppends >= checkEvery) this.#enforceBounds();
  }

  oldest(limit: number): Run | null {
    return this.#run("oldest", limit);
  }

  newest(limit: number): Run | null {
    return this.#run("newest", limit);
  }

  nothing(): Run {
    const { id, next } = (this.#trouble === null ? this.#disk : this.#spare)?.counters ?? this.#spareFile().counters;
    return { outbox: id, boot: this.#options.clock.boot, first: next, observations: [], from: 1, to: 0, isNewest: true };
  }

  acknowledge(run: Run, rejections: readonly Rejected[] = [], taken: readonly number[] = []): void {
    const file = this.#fileOf.get(run);
    const answered = { run, rejections, taken };
    // A run of a file since replaced is sent again under the same numbers; the collector then says that it has it.
    if (file !== undefined && file === this.#spare) this.#settle(file, answered);
    if (file === undefined || (file !== this.#disk && file !== this.#spare)) return;
    this.#renumberedCount += taken.length;
    if (file !== this.#disk) return;
    const isForgotten = this.#trouble === null && this.#onDisk((disk) => this.#settle(disk, answered));
    if (!isForgotten && file === this.#disk) this.#settled.add(run, run.observations.length);
    if (!isForgotten && rejections.length + taken.length > 0) this.#unsettled = [...this.#unsettled, answered];
    if (isForgotten) this.#tryDisk(() => this.#disk?.shrink());
  }

  heard(answer: HeardAnswer): void {
    this.#disk?.heard(answer);
    this.#spare?.heard(answer);
  }

  anchors(): readonly Anchor[] {
    return (this.#disk ?? this.#spare)?.anchors() ?? [];
  }

  beat(): void {
    this.#recoverIfDue();
    if (this.#trouble === null) this.#onDisk((disk) => disk.beat());
    this.#enforceBounds();
  }

  stats(): OutboxStats {
    // First: an entry that cannot be read is found, and counted as lost, by reading it.
    const oldestObservedAt = this.oldest(1)?.observations[0]?.observedAt ?? null;
    const files = [this.#disk, this.#spare].filter((file) => file !== null);
    const total = (count: (file: OutboxFile) => number) => files.reduce((sum, file) => sum + count(file), 0);
    return {
      count: Math.max(0, total((file) => file.counters.waiting) - this.#settled.count),
      bytes: total((file) => file.usedBytes()),
      oldestObservedAt,
      lostCount: total((file) => file.counters.lost),
      renumberedCount: this.#renumberedCount,
      rejectedCount: total((file) => file.counters.rejected),
      keptIn: this.#trouble === null ? "disk" : "memory",
    };
  }

  close(): void {
    this.#tryDisk(() => this.#disk?.close());
    this.#spare?.close();
    this.#disk = this.#spare = null;
  }

  #settle(file: OutboxFile, answered: Answered): void {
    file.settle(answered.run, settlementOf(answered, this.#options.clock.nowMs()));
  }

  #run(end: "oldest" | "newest", limit: number): Run | null {
    const fromDisk = () => this.#runOfDisk(end, limit);
    const fromSpare = () => this.#runOfSpare(end, limit);
    return end === "oldest" ? (fromDisk() ?? fromSpare()) : (fromSpare() ?? fromDisk());
  }

  #runOfDisk(end: "oldest" | "newest", limit: number): Run | null {
    if (this.#disk === null) return null;
    const found: { run: Run | null } = { run: null };
    this.#onDisk((disk) => {
      const span = this.#settled.unsettled(disk.ends(), end);
      found.run = span === null ? null : disk.run(end, span, limit);
    });
    if (found.run !== null && this.#disk !== null) this.#fileOf.set(found.run, this.#disk);
    return found.run;
  }

  #runOfSpare(end: "oldest" | "newest", limit: number): Run | null {
    const ends = this.#spare?.ends() ?? null;
    const run = ends === null ? null : (this.#spare?.run(end, ends, limit) ?? null);
    if (run !== null && this.#spare !== null) this.#fileOf.set(run, this.#spare);
    return run;
  }

  /** Does something with the disk file; a damaged one is repaired and asked once more. False when the disk refused. */
  #onDisk(operation: (disk: OutboxFile) => void): boolean {
    return this.#tryDisk(() => {
      try {
        operation(this.#openedDisk());
      } catch (error) {
        if (codeOf(error) !== "OUTBOX_DAMAGED") throw error;
        this.#repair();
        operation(this.#openedDisk());
      }
    });
  }

  #tryDisk(operation: () => void): boolean {
    try {
      operation();
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    }
  }

  #openedDisk(): OutboxFile {
    this.#disk ??= this.#adoptDisk(openDisk(this.#options.file, this.#openDatabase, this.#options.clock));
    return this.#disk;
  }

  #repair(): void {
    try {
      this.#disk?.close();
    } finally {
      this.#disk = null;
      this.#settled.clear();
    }
    this.#adoptDisk(repairDisk(this.#options.file, this.#openDatabase, this.#options.clock));
  }

  #adoptDisk({ file, repair, former }: OpenedDisk): OutboxFile {
    this.#disk = file;
    this.#former ??= former;
    if (repair !== null)
      this.#options.log.error({ ...repair, outbox: file.counters.id }, "outbox file was damaged, what is readable was kept");
    return file;
  }

  #report(error: unknown): void {
    const { clock, log } = this.#options;
    const waitMs = Math.min(retryAfterMs.longest, (this.#trouble?.waitMs ?? retryAfterMs.first / 2) * 2);
    if (this.#trouble === null)
      log.error({ code: codeOf(error), err: error }, "outbox cannot write to disk, observations are kept in memory");
    this.#trouble = { waitMs, retryAt: clock.monotonicMs() + waitMs };
  }

  #recoverIfDue(): void {
    if (this.#trouble !== null && this.#options.clock.monotonicMs() >= this.#trouble.retryAt) this.#recover(this.#trouble);
  }

  /** The disk is asked again: what the collector has is forgotten, what waits in memory is written. */
  #recover(trouble: Trouble): void {
    const isBack = this.#onDisk((disk) => {
      this.#catchUp(disk);
      if (this.#spare !== null) disk.takeOver(this.#spare);
    });
    if (!isBack || this.#trouble !== trouble) return;
    this.#spare?.close();
    this.#spare = this.#trouble = null;
    if (this.#former !== this.#formerTold) this.#tellStart();
    this.#options.log.info({}, "outbox writes to disk again");
  }

  /** What the collector has is forgotten, each thing once it is on disk. */
  #catchUp(disk: OutboxFile): void {
    for (let answered = this.#unsettled[0]; answered !== undefined; answered = this.#unsettled[0]) {
      this.#settle(disk, answered);
      this.#unsettled = this.#unsettled.slice(1);
    }
    disk.removeAll(this.#settled.spans);
    this.#settled.clear();
    disk.told(this.#told);
    this.#told = [];
  }

  /** How the run before this one ended is known once the disk can be read. */
  #tellStart(): void {
    this.#formerTold = this.#former;
    this.#record(startedEvent(this.#start.id, this.#start.at, this.#former));
  }

  #record(event: AgentEvent): void {
    const isOnDisk = this.#trouble === null && this.#onDisk((disk) => disk.record(event));
    if (!isOnDisk) this.#spareFile().record(event);
  }

  #untold(limit: number): readonly AgentEvent[] {
    const isTold = new Set(this.#told.map((event) => JSON.stringify(event)));
    const events = [...(this.#spare?.untold(limit) ?? [])];
    if (this.#disk !== null) this.#onDisk((disk) => events.push(...disk.untold(limit + isTold.size)));
    return events.filter((event) => !isTold.has(JSON.stringify(event))).slice(0, limit);
  }

  #noteTold(events: readonly AgentEvent[]): void {
    this.#spare?.told(events);
    const isNoted = this.#trouble === null && this.#onDisk((disk) => disk.told(events));
    if (!isNoted) this.#told = [...this.#told, ...events];
  }

  #spareFile(): OutboxFile {
    this.#spare ??= new OutboxFile(new DatabaseSync(":memory:"), this.#options.clock);
    return this.#spare;
  }

  #enforceBounds(): void {
    const { maxBytes, maxDays, clock, log } = this.#options;
    this.#uncheckedAppends = 0;
    const note = (dropped: number) => {
      if (dropped > 0) log.warn({ dropped }, "outbox dropped its oldest observations");
    };
    if (this.#trouble === null) this.#onDisk((disk) => note(keepWithin(disk, { maxBytes, maxDays }, clock, "bytes")));
    if (this.#spare !== null) note(keepWithin(this.#spare, { maxBytes: spareBytes, maxDays }, clock, "memory"));
  }
}
