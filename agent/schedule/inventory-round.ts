import { msUntilNext, type TimeOfDay } from "./daily.ts";
import { spread, withinFor } from "./grid.ts";
import { ask, keepQuietly, type RoundOptions, secondsBetween } from "./round.ts";

const spreadMs = 600_000;
const leastFirstMs = 60_000;
const afterStateMs = 90_000;
/** After that the daily job is taken for lost, and the inventory is asked without it. */
const patienceMs = 3_600_000;

/** The inventory of one codec: once soon after the start of the agent, then every day, some minutes after the hour set. */
export class InventoryRound {
  readonly #at: TimeOfDay;
  readonly #options: RoundOptions;
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(at: TimeOfDay, options: RoundOptions) {
    this.#at = at;
    this.#options = options;
  }

  /** @param together how many endpoints begin with this one */
  start(together: number): void {
    const { endpoint } = this.#options;
    this.#runIn(firstWithinMs(together) * spread(endpoint.id, "inventory"));
  }

  /** In place of a round that has asked already: it waits for its hour. */
  resume(): void {
    this.#lookAfter(msUntilNext(this.#at, this.#options.clock.nowMs()) + this.#offsetMs());
  }

  /** The hour has come. */
  today(): void {
    this.#runIn(this.#offsetMs());
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #offsetMs(): number {
    return Math.floor(spread(this.#options.endpoint.id, "inventory") * spreadMs);
  }

  #runIn(ms: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => this.#options.lane.queue(() => this.#run()), ms);
  }

  async #run(): Promise<void> {
    const { clock, endpoint } = this.#options;
    if (this.#isStopped) return;
    const startedAt = clock.monotonicMs();
    const nextMs = msUntilNext(this.#at, clock.nowMs()) + this.#offsetMs();
    this.#lookAfter(nextMs);
    if (!endpoint.asks("inventory")) return;
    const polled = await ask("inventory", secondsBetween(0, nextMs), startedAt, this.#options);
    const againMs = Math.min(nextMs, this.#restMs(startedAt) ?? nextMs);
    if (againMs < nextMs) this.#runIn(againMs);
    if (polled !== null) keepQuietly({ ...polled.observation, intervalS: secondsBetween(0, againMs) }, this.#options);
  }

  /** A codec that rests is asked when it has rested, after its state has been: a day is too long to wait. */
  #restMs(startedAt: number): number | null {
    const end = this.#options.rests.endFor("inventory", startedAt);
    return end === null ? null : end - startedAt + afterStateMs;
  }

  /** The wall clock decides when the next day comes; this one, which nobody sets, sees to it that it does come. */
  #lookAfter(nextMs: number): void {
    this.#timer = setTimeout(() => {
      this.#options.tally.late += 1;
      this.#runIn(0);
    }, nextMs + patienceMs);
  }
}

/** After the other questions: they tell whether the codec works. */
function firstWithinMs(together: number): number {
  return Math.max(leastFirstMs, 2 * withinFor(together));
}
