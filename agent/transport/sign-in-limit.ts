import { isNeverReached } from "./http-failures.ts";
import type { NoAnswer } from "./no-answer.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Timers are early or late by a few milliseconds; a rest that ends with a poll must not skip it. */
const toleranceMs = 500;
const mostInAMinute = 2;

/** Our session was dropped again, or we signed in twice just now: the next poll will see. */
const signedInTooOften: NoAnswer = { outcome: "garbled", note: "session_dropped" };

/** What came of the last sign-ins at one address. */
interface Failures {
  readonly count: number;
  readonly last: NoAnswer;
  readonly restsUntil: number;
}

/**
 * When a codec may be signed in to: some lock the account, or the whole port, of whoever signs in ten times a minute, whatever they
 * answer. Twice a minute at most, and after a failure that is no refusal it is left alone for 1 minute, then 2, 4… up to an hour. A
 * refusal makes the whole channel rest, which is the schedule's business. Kept as long as the channel, whatever families are tried.
 */
export class SignInLimit {
  #attempts: readonly number[] = [];
  #lastReplacement = Number.NEGATIVE_INFINITY;
  readonly #failures = new Map<string, Failures>();

  /** Why nobody signs in at `path` now: what came of it last. Null: it may be tried. */
  problemNow(path: string, now: number): NoAnswer | null {
    const failures = this.#failures.get(path);
    if (failures !== undefined && now < failures.restsUntil - toleranceMs) return failures.last;
    return this.#recent(now).length < mostInAMinute ? null : (failures?.last ?? signedInTooOften);
  }

  /** As `problemNow`, of a session that another one is to replace: one that is dropped again at once is not replaced at once. */
  problemOfReplacing(path: string, now: number): NoAnswer | null {
    return isRecent(this.#lastReplacement, now) ? signedInTooOften : this.problemNow(path, now);
  }

  replacing(now: number): void {
    this.#lastReplacement = now;
  }

  /** What came of a sign-in begun at `now`; null: it worked. */
  learn(path: string, problem: NoAnswer | null, now: number): void {
    if (problem !== null && isNeverReached(problem)) return;
    this.#attempts = [...this.#recent(now), now];
    if (problem === null) this.#failures.delete(path);
    else this.#failures.set(path, this.#failuresWith(path, problem, now));
  }

  #failuresWith(path: string, last: NoAnswer, now: number): Failures {
    const before = this.#failures.get(path)?.count ?? 0;
    if (last.outcome !== "garbled") return { count: before, last, restsUntil: now };
    return { count: before + 1, last, restsUntil: now + Math.min(hourMs, minuteMs * 2 ** Math.min(before, 30)) };
  }

  #recent(now: number): number[] {
    return this.#attempts.filter((at) => isRecent(at, now));
  }
}

function isRecent(at: number, now: number): boolean {
  return now - at < minuteMs - toleranceMs;
}
