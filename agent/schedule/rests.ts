import type { Channel, Observation } from "../../contract/observation.ts";

const longestRestMs = 3_600_000;
/** Timers are early or late by a few milliseconds; a rest that ends with a poll must not skip it. */
const toleranceMs = 500;

/**
 * Channels that refused us are left alone for twice as long each time: a wrong password asked every minute locks the account of
 * whoever uses it, and no password mends itself. Silence is no reason to rest: the return of a codec is dated by its first answer.
 */
export class Rests {
  readonly #periodMs: number;
  readonly #refusals = new Map<Channel, { count: number; until: number }>();

  constructor(periodMs: number) {
    this.#periodMs = periodMs;
  }

  learn({ channels }: Pick<Observation, "channels">, startedAt: number): void {
    for (const channel of ["snmp", "http"] as const) {
      if (channels[channel] === "answered") this.#refusals.delete(channel);
      if (channels[channel] !== "refused") continue;
      const count = (this.#refusals.get(channel)?.count ?? 0) + 1;
      const restMs = Math.max(this.#periodMs, Math.min(longestRestMs, this.#periodMs * 2 ** Math.min(count, 30)));
      this.#refusals.set(channel, { count, until: startedAt + restMs });
    }
  }

  /** Channels to leave alone in a poll at `at`. */
  restingAt(at: number): ReadonlySet<Channel> {
    const resting = [...this.#refusals].filter(([, { until }]) => until > at + toleranceMs);
    return new Set(resting.map(([channel]) => channel));
  }

  /** When something can be asked again after a poll that was refused all it asked; null when it was not. */
  wholeRestUntil({ channels }: Pick<Observation, "channels">): number | null {
    const outcomes = Object.values(channels);
    if (outcomes.length === 0 || outcomes.some((outcome) => outcome !== "refused")) return null;
    return Math.min(...[...this.#refusals.values()].map(({ until }) => until - toleranceMs));
  }
}
