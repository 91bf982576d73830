import type { CallRecord } from "../../contract/call.ts";

const forgetAfterMs = 24 * 3600 * 1000;

/**
 * A codec tells its whole history each time; only what is new or has changed travels. Everything is told again once a day and
 * after a start, so that a call lost on the way does not stay lost: the ledger knows calls by their key.
 */
export class ReportedCalls {
  readonly #reported = new Map<string, string>();
  #since = Number.NEGATIVE_INFINITY;

  onlyNews(calls: readonly CallRecord[], monotonicMs: number): CallRecord[] {
    if (monotonicMs - this.#since >= forgetAfterMs) {
      this.#reported.clear();
      this.#since = monotonicMs;
    }
    const news = calls.filter((call) => this.#reported.get(call.key) !== JSON.stringify(call));
    for (const call of news) this.#reported.set(call.key, JSON.stringify(call));
    return news;
  }
}
