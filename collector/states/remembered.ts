/**
 * The same answer for everyone who asks within `forMs`: forty open pages and two Prometheus read the ledger once.
 * A failure is not remembered.
 */
export function remembered<T>(find: () => Promise<T>, forMs: number, now: () => number): () => Promise<T> {
  let answer: Promise<T> | null = null;
  let until = 0;
  return () => {
    if (answer === null || now() >= until) {
      until = now() + forMs;
      answer = find();
      answer.catch(() => {
        answer = null;
      });
    }
    return answer;
  };
}
