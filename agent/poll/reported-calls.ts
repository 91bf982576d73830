import type { CallRecord } from "../../contract/call.ts";

const forgetAfterMs = 24 * 3600 * 1000;
/** Half of what an envelope holds. */
const mostAtOnce = 1_000;

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

  /** What is beyond a thousand calls is news the next time. */
  onlyNews(calls: readonly CallRecord[]): CallRecord[] {
    const news: CallRecord[] = [];
    for (const call of calls) {
      const told: Told = { substance: substanceOf(call), hasClock: call.clockOffsetS !== undefined };
      const known = this.#reported.get(call.key);
      if (known?.substance === told.substance && (known.hasClock || !told.hasClock)) continue;
      if (news.length === mostAtOnce) break;
      this.#reported.set(call.key, told);
      news.push(call);
    }
    return news;
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
