import type { CallRecord } from "../../contract/call.ts";

const forgetAfterMs = 24 * 3600 * 1000;

/**
 * A codec tells its whole history each time; only what is new or has changed travels. Everything is told again once a day and
 * after a start, so that a call lost on the way does not stay lost: the ledger knows calls by their key.
 */
export class ReportedCalls {
  readonly #reported = new Map<string, Told>();
  #since = Number.NEGATIVE_INFINITY;

  /** To be called before a history is asked: what is known decides how far it is read. */
  refresh(monotonicMs: number): void {
    if (monotonicMs - this.#since < forgetAfterMs) return;
    this.#reported.clear();
    this.#since = monotonicMs;
  }

  /** A part is missing of the history read last: the next one must be read whole, whatever is known. */
  isIncomplete = false;

  knows(key: string): boolean {
    return !this.isIncomplete && this.#reported.has(key);
  }

  onlyNews(calls: readonly CallRecord[]): CallRecord[] {
    return calls.filter((call) => this.#isNews(call));
  }

  #isNews(call: CallRecord): boolean {
    const told: Told = { substance: substanceOf(call), hasClock: call.clockOffsetS !== undefined };
    const known = this.#reported.get(call.key);
    if (known?.substance === told.substance && (known.hasClock || !told.hasClock)) return false;
    this.#reported.set(call.key, told);
    return true;
  }
}

interface Told {
  readonly substance: string;
  /** It was told how wrong the codec's clock was. */
  readonly hasClock: boolean;
}

/**
 * What makes a call another one when it changes: not how wrong the codec's clock was each time it was read, nor a link to a record
 * that has left the history since.
 */
function substanceOf({ clockOffsetS: _, retryOf: __, ...call }: CallRecord): string {
  return JSON.stringify(call);
}
