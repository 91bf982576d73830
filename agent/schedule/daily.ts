import cron from "node-cron";
import type { Logger } from "pino";

/** Minutes and hours of the day, UTC. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

const dayMs = 86_400_000;

/**
 * Calls `run` once a day. node-cron 4.6 loses an hour at the end of summer time in every zone but one: the expression and the
 * process itself in UTC. `settings/require-utc.ts` sees to the process. Returns how to stop.
 */
export function startDaily(at: TimeOfDay, run: () => void, log: Pick<Logger, "error">): () => void {
  const task = cron.schedule(`${at.minute} ${at.hour} * * *`, () => runQuietly(run, log), { timezone: "UTC", name: "inventory" });
  return () => void task.destroy();
}

/** Until the next time `at` comes round, ms; a whole day at that very instant. */
export function msUntilNext(at: TimeOfDay, nowMs: number): number {
  const sinceMidnight = nowMs % dayMs;
  const wanted = (at.hour * 60 + at.minute) * 60_000;
  return wanted > sinceMidnight ? wanted - sinceMidnight : wanted - sinceMidnight + dayMs;
}

function runQuietly(run: () => void, log: Pick<Logger, "error">): void {
  try {
    run();
  } catch (error) {
    log.error({ err: error }, "daily job failed");
  }
}
