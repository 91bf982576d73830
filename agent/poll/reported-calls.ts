import type { CallRecord } from "../../contract/call.ts";

const forgetAfterMs = 24 * 3600 * 1000;
/** Half of what an envelope holds. */
const mostAtOnce = 1_000;
/** A room has some dozens of calls a day, and its whole history is told again each time the agent learns something of them all. */
export const mostCallsADay = 5_000;

/**
 * A codec tells its whole history each time; only what is new or has changed travels. Everything is told again once a day and
 * after a start, so that a call lost on the way does not stay lost: the ledger knows calls by their key. A codec whose list is another one each time is heard
 * no more until then.
 */
export class ReportedCalls {
  readonly #reported = new Map<string, Told>();
  #since = Number.NEGATIVE_INFINITY;
  #toldToday = 0;

  /** To be called before a history is asked: what is known decides how far it is read. */
  refresh(monotonicMs: number): void {
    if (monotonicMs - this.#since < forgetAfterMs) return;
    this.#reported.clear();
    this.#toldToday = 0;
    this.#since = monotonicMs;
  }

  /** A part is missing of the history read last: the next one must be read whole, whatever is known. */
  isIncomplete = false;

  /** As many calls were told as are taken from one codec in a day. */
  get isSpent(): boolean {
    return this.#toldToday >= mostCallsADay;
  }

  knows(key: string): boolean {
    return this.isSpent || (!this.isIncomplete && this.#reported.has(key));
  }

  /** What is beyond a thousand calls is news the next time. */
  onlyNews(calls: readonly CallRecord[]): CallRecord[] {
    const news: CallRecord[] = [];
    for (const call of calls) {
      const told: Told = { substance: substanceOf(call), hasClock: call.clockOffsetS !== undefined };
      const known = this.#reported.get(call.key);
      if (known?.substance === told.substance && (known.hasClock || !told.hasClock)) continue;
      if (news.length === mostAtOnce || this.isSpent) break;
      this.#toldToday += 1;
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
