import { type Observation, speakingChannels } from "../../contract/observation.ts";

export interface PollFigures {
  readonly count: number;
  /** Polls in which a channel of the codec did not answer in time. */
  readonly timeouts: number;
  readonly totalMs: number;
  /** Of the last minutes, so that one slow poll a month ago does not hide how it is now. */
  readonly longestMs: number;
}

const slotMs = 60_000;
const slotCount = 5;

/** How many polls there were and how long they took, on the monotonic clock. */
export class PollTally {
  #count = 0;
  #timeouts = 0;
  #totalMs = 0;
  /** The longest of each of the last minutes, by the number of the minute. */
  readonly #longest = new Map<number, number>();

  note(channels: Observation["channels"], startedMs: number, endedMs: number): void {
    const elapsedMs = Math.max(0, endedMs - startedMs);
    this.#count += 1;
    this.#totalMs += elapsedMs;
    if (speakingChannels.some((channel) => channels[channel] === "silent")) this.#timeouts += 1;
    const slot = slotAt(endedMs);
    this.#longest.set(slot, Math.max(this.#longest.get(slot) ?? 0, elapsedMs));
    if (this.#longest.size > slotCount) this.#forget(slot);
  }

  figures(nowMs: number): PollFigures {
    this.#forget(slotAt(nowMs));
    const longestMs = Math.round(Math.max(0, ...this.#longest.values()));
    return { count: this.#count, timeouts: this.#timeouts, totalMs: Math.round(this.#totalMs), longestMs };
  }

  #forget(newest: number): void {
    for (const slot of this.#longest.keys()) if (slot <= newest - slotCount) this.#longest.delete(slot);
  }
}

function slotAt(ms: number): number {
  return Math.floor(ms / slotMs);
}
