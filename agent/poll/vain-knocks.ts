import type { NoAnswer } from "../transport/no-answer.ts";

/** What came of showing the password at the doors of a device of which no family is known, and was not known afterwards either. */
export interface VainKnock {
  readonly why: NoAnswer;
  /** It may be a codec that starts, or is at the end of its strength: its server says so, or took the question and never answered. */
  readonly mayPass: boolean;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Timers are early or late by a few milliseconds; a rest that ends with a poll must not skip it. */
const toleranceMs = 500;

/**
 * When a device that nobody recognised may be shown the password again: after an hour, as one that refuses it; what may pass, after 2
 * minutes, then 4, 8… up to an hour, so that a codec met while it starts is known soon and a stranger that hangs is not asked at each poll.
 */
export class VainKnocks {
  #last: { readonly why: NoAnswer; readonly until: number } | null = null;
  #passing = 0;

  /** Null: it may be tried. */
  whyNot(now: number): NoAnswer | null {
    return this.#last !== null && now < this.#last.until ? this.#last.why : null;
  }

  /** @param startedAt when the poll began that knocked */
  learn({ why, mayPass }: VainKnock, startedAt: number): void {
    this.#passing = mayPass ? this.#passing + 1 : 0;
    const restMs = mayPass ? Math.min(hourMs, minuteMs * 2 ** Math.min(this.#passing, 30)) : hourMs;
    this.#last = { why, until: startedAt + restMs - toleranceMs };
  }
}
