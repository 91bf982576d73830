/** How long a sink waits before it tries again. Half of the wait is drawn at random, so that collectors do not come back together. */
export interface RetryPace {
  readonly firstMs: number;
  readonly maxMs: number;
}

export function retryDelayMs(failuresInARow: number, pace: RetryPace, random: () => number = Math.random): number {
  const full = Math.min(pace.maxMs, pace.firstMs * 2 ** Math.min(failuresInARow - 1, 30));
  return full / 2 + (random() * full) / 2;
}
