import { setTimeout as sleep } from "node:timers/promises";

const pauseMs = 50;
/** No round counts for more: what lasts longer is a machine that stood still, or a question that waits for other questions. */
const longestRoundMs = 5_000;

/**
 * Asks again and again until the answer is something other than null or false. A throwing question counts as "not yet".
 * The deadline only bounds a failing test: a passing one never waits for it. A machine that stands still meanwhile does not use it up.
 */
export async function waitUntil<T>(
  what: string,
  question: () => Promise<T | null | false> | T | null | false,
  deadlineMs = 60_000,
): Promise<T> {
  let waitedMs = 0;
  let lastProblem: unknown = null;
  for (;;) {
    const askedAt = performance.now();
    try {
      const answer = await question();
      if (answer !== null && answer !== false) return answer;
    } catch (error) {
      lastProblem = error;
    }
    if (waitedMs > deadlineMs) throw new Error(`gave up after ${deadlineMs} ms waiting until ${what}`, { cause: lastProblem });
    await sleep(pauseMs);
    waitedMs += Math.min(performance.now() - askedAt, longestRoundMs);
  }
}
