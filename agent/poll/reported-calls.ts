import type { CallRecord } from "../../contract/call.ts";

const forgetAfterMs = 24 * 3600 * 1000;

/**
 * A codec tells its whole history each time; only what is new or has changed travels. Everything is told again once a day and
 * after a start, so that a call lost on the way does not stay lost: the ledger knows calls by their key.
 */
export class ReportedCalls {
  readonly #reported = new Map<string, string>();
  #since = Number.NEGATIVE_INFINITY;

  /** To be called before a history is asked: what is known decides how far it is read. */
  refresh(monotonicMs: number): void {
    if (monotonicMs - this.#since < forgetAfterMs) return;
    this.#reported.clear();
    this.#since = monotonicMs;
  }

  /** The next history is read whole again: of this one a part is missing. */
  forget(): void {
    this.#since = Number.NEGATIVE_INFINITY;
  }

  knows(key: string): boolean {
    return this.#reported.has(key);
  }

  onlyNews(calls: readonly CallRecord[]): CallRecord[] {
    const news = calls.filter((call) => this.#reported.get(call.key) !== substanceOf(call));
    for (const call of news) this.#reported.set(call.key, substanceOf(call));
    return news;
  }
}

/**
 * What makes a call another one when it changes: not how wrong the codec's clock was when it was read, nor a link to a record
 * that has left the history since.
 */
function substanceOf({ clockOffsetS: _, retryOf: __, ...call }: CallRecord): string {
  return JSON.stringify(call);
}
