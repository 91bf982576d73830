import type { Channel } from "../../contract/observation.ts";
import { startDaily, type TimeOfDay } from "./daily.ts";
import { InventoryRound } from "./inventory-round.ts";
import { Lane } from "./lane.ts";
import { type PollFigures, PollTally } from "./poll-tally.ts";
import { Rests } from "./rests.ts";
import { Round, type RoundOptions, type ScheduledEndpoint, type Tally } from "./round.ts";

/** What is watched and how often. Paces are in seconds; `inventoryAt` is UTC. */
export interface ScheduleOptions extends Omit<RoundOptions, "endpoint" | "lane" | "rests" | "tally"> {
  readonly endpoints: readonly ScheduledEndpoint[];
  readonly paces: SchedulePaces;
}

export interface SchedulePaces {
  readonly stateSeconds: number;
  readonly statusSeconds: number;
  readonly historySeconds: number;
  readonly inventoryAt: TimeOfDay;
}

/** What is watched from now on. */
export interface ScheduleChange {
  /** Who is the same object as before goes on undisturbed. */
  readonly endpoints: readonly ScheduledEndpoint[];
  readonly paces: SchedulePaces;
  /** By endpoint, the channels that are asked with other words or elsewhere: what they refused is forgotten. */
  readonly mended: ReadonlyMap<string, readonly Channel[]>;
}

/** Asks every codec its questions, each at its own pace. Codecs do not wait for each other. */
export interface Schedule {
  start(): void;
  /** Takes effect at once; a poll under way ends, and what is watched no more is closed after it. */
  change(change: ScheduleChange): void;
  /** No poll starts any more; settles when those under way have ended, or after `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>;
  /** Since the start. */
  tally(): Readonly<Omit<Tally, "polls"> & { polls: PollFigures }>;
}

/**
 * Nothing is asked before `start()`; first polls are spread over ten seconds, those of thousands over a minute. A poll that fails by our own fault is logged and counted in
 * the tally, and the next takes its place: nothing is thrown.
 */
export function createSchedule(options: ScheduleOptions): Schedule {
  return new Watch(options);
}

/** One endpoint with its rounds. The lane and the rests outlive a change of the endpoint's settings. */
interface Entry {
  readonly endpoint: ScheduledEndpoint;
  readonly lane: Lane;
  readonly rests: Rests;
  readonly rounds: readonly Round[];
  readonly inventory: InventoryRound;
}

class Watch implements Schedule {
  readonly #options: ScheduleOptions;
  readonly #tally: Tally = { late: 0, failed: 0, polls: new PollTally() };
  #paces: SchedulePaces;
  #entries: ReadonlyMap<string, Entry>;
  #isRunning = false;
  /** Settles when those that are watched no more are closed. */
  #leaving: Promise<unknown> = Promise.resolve();
  #stopDaily = () => {};

  constructor(options: ScheduleOptions) {
    this.#options = options;
    this.#paces = options.paces;
    this.#entries = new Map(options.endpoints.map((endpoint) => [endpoint.id, this.#entryOf(endpoint, new Lane(), new Rests())]));
  }

  start(): void {
    this.#isRunning = true;
    for (const { rounds, inventory } of this.#entries.values()) for (const round of [...rounds, inventory]) round.start(this.#entries.size);
    this.#startDaily();
  }

  change({ endpoints, paces, mended }: ScheduleChange): void {
    const isAtOtherPaces = JSON.stringify(paces) !== JSON.stringify(this.#paces);
    this.#paces = paces;
    const former = this.#entries;
    const remaining = new Set(endpoints.map(({ id }) => id));
    for (const [id, entry] of former) if (!remaining.has(id)) this.#retire(entry, entry.endpoint);
    const together = endpoints.filter((endpoint) => former.get(endpoint.id)?.endpoint !== endpoint).length;
    this.#entries = new Map(
      endpoints.map((endpoint) => {
        const entry = former.get(endpoint.id);
        const taken = entry?.endpoint === endpoint && !isAtOtherPaces ? entry : this.#taking(endpoint, entry, mended, together);
        return [endpoint.id, taken];
      }),
    );
    if (isAtOtherPaces && this.#isRunning) this.#startDaily();
  }

  async stop(timeoutMs: number): Promise<void> {
    this.#isRunning = false;
    this.#stopDaily();
    for (const { rounds, inventory } of this.#entries.values()) for (const round of [...rounds, inventory]) round.stop();
    await atMost(timeoutMs, Promise.all([this.#leaving, ...[...this.#entries.values()].map(({ lane }) => lane.idle())]));
  }

  tally(): ReturnType<Schedule["tally"]> {
    return { ...this.#tally, polls: this.#tally.polls.figures(this.#options.clock.monotonicMs()) };
  }

  /** @param together how many begin with this one */
  #taking(endpoint: ScheduledEndpoint, former: Entry | undefined, mended: ScheduleChange["mended"], together: number): Entry {
    const entry = this.#entryOf(endpoint, former?.lane ?? new Lane(), former?.rests ?? new Rests());
    const isSame = former?.endpoint === endpoint;
    if (former !== undefined) this.#retire(former, isSame ? null : former.endpoint);
    entry.rests.forget(mended.get(endpoint.id) ?? []);
    if (!this.#isRunning) return entry;
    for (const round of [...entry.rounds, entry.inventory]) {
      if (isSame) round.resume();
      else round.start(together);
    }
    return entry;
  }

  /** @param leaving what is closed once its last poll has ended; null: it stays */
  #retire({ rounds, inventory, lane }: Entry, leaving: ScheduledEndpoint | null): void {
    for (const round of [...rounds, inventory]) round.stop();
    if (leaving?.close === undefined) return;
    const close = leaving.close;
    lane.queue(() =>
      close().catch((error: unknown) => this.#options.log.error({ err: error, endpoint: leaving.id }, "codec could not be left")),
    );
    this.#leaving = Promise.all([this.#leaving, lane.idle()]);
  }

  #entryOf(endpoint: ScheduledEndpoint, lane: Lane, rests: Rests): Entry {
    const options = { ...this.#options, endpoint, lane, rests, tally: this.#tally };
    const { stateSeconds, statusSeconds, historySeconds, inventoryAt } = this.#paces;
    const rounds = [
      new Round("state", stateSeconds * 1000, options),
      new Round("status", statusSeconds * 1000, options),
      new Round("history", historySeconds * 1000, options),
    ];
    return { endpoint, lane, rests, rounds, inventory: new InventoryRound(inventoryAt, options) };
  }

  #startDaily(): void {
    this.#stopDaily();
    const run = (): void => {
      for (const { inventory } of this.#entries.values()) inventory.today();
    };
    this.#stopDaily = startDaily(this.#paces.inventoryAt, run, this.#options.log);
  }
}

async function atMost(timeoutMs: number, ended: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, timeoutMs);
  await Promise.race([ended, promise]);
  clearTimeout(timer);
}
