import type { Reading } from "../../contract/observation.ts";
import { HistoryThread } from "./history-thread.ts";
import { ReportedCalls } from "./reported-calls.ts";

/** A clock that was right or wrong by so much a day ago may have been set since. */
const clockOffsetHoldsMs = 24 * 3600 * 1000;

/** What is remembered of a codec from one poll to the next, whatever channels the poll uses. */
export class CodecMemory {
  readonly reportedCalls = new ReportedCalls();
  readonly history = new HistoryThread();
  readonly #toldOnce = new Set<string>();
  #clockOffset: { readonly seconds: number; readonly monotonicMs: number } | null = null;

  /** Codec's clock minus ours as last read, in this poll or an earlier one; null when it is not known. */
  clockOffsetS(readings: readonly Reading[], monotonicMs: number): number | null {
    const told = readings.find(({ kind, instance }) => kind === "clock_offset_seconds" && instance === undefined);
    if (told !== undefined) this.#clockOffset = { seconds: Number(told.value), monotonicMs };
    if (this.#clockOffset === null || monotonicMs - this.#clockOffset.monotonicMs > clockOffsetHoldsMs) return null;
    return this.#clockOffset.seconds;
  }

  /** True the first time only. */
  isNew(note: string): boolean {
    if (this.#toldOnce.has(note)) return false;
    this.#toldOnce.add(note);
    return true;
  }
}
