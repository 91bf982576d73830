import { setTimeout as sleep } from "node:timers/promises";

/**
 * Asks again and again until the answer is something other than null or false. A throwing question counts as "not yet".
 * The deadline only bounds a failing test: a passing one never waits for it.
 */
export async function waitUntil<T>(
  what: string,
  question: () => Promise<T | null | false> | T | null | false,
  deadlineMs = 60_000,
): Promise<T> {
  const end = performance.now() + deadlineMs;
  let lastProblem: unknown = null;
  for (;;) {
    try {
      const answer = await question();
      if (answer !== null && answer !== false) return answer;
    } catch (error) {
      lastProblem = error;
    }
    if (performance.now() > end) throw new Error(`gave up after ${deadlineMs} ms waiting until ${what}`, { cause: lastProblem });
    await sleep(50);
  }
}
