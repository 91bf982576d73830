import { Refused } from "./refused.ts";

/**
 * Lets `running` pieces of work go on at once; others wait their turn, `waiting` at most.
 * @throws Refused LEDGER_UNAVAILABLE when too many wait already: the agent keeps its envelope and comes again
 */
export function atMost(running: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = [];
  let free = running;

  async function enter(): Promise<void> {
    if (free > 0) {
      free -= 1;
      return;
    }
    if (queue.length >= waiting) throw new Refused("LEDGER_UNAVAILABLE", "Too many envelopes at once; keep the observations and try again");
    await new Promise<void>((resolve) => {
      queue.push(resolve);
    });
  }

  function leave(): void {
    const next = queue.shift();
    if (next === undefined) free += 1;
    else next();
  }

  return async (work) => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
