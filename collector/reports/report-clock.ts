import cron from "node-cron";
import type { Logger } from "pino";
import { type DueReport, dueReport } from "./schedule.ts";

export interface ReportClockOptions {
  /** The nth working day after the quarter. */
  readonly workingDay: number;
  /** Whether the report of a quarter was issued and sent everywhere. */
  readonly isDone: (quarter: string) => Promise<boolean>;
  /** Issues and sends what is due. @returns null, or a sentence that says what failed */
  readonly deliver: (signal: AbortSignal) => Promise<string | null>;
  /** ms since 1970 UTC */
  readonly now: () => number;
  readonly log: Pick<Logger, "info" | "error">;
}

export interface ReportStanding {
  readonly failures: number;
  /** Since when what is due could not be done, s since 1970 UTC; null: nothing is wrong. */
  readonly failingSince: number | null;
}

export interface ReportClock {
  start(): void;
  /** Looks now instead of within the hour; settles when what was due is done or has failed. */
  look(): Promise<void>;
  standing(): ReportStanding;
  stop(): Promise<void>;
}

/** Looks once an hour whether a report is due and not done: so a failure is tried again, and a machine that was off catches up. */
export function reportClock(options: ReportClockOptions): ReportClock {
  return new Clock(options);
}

/** Every hour of every zone is an hour of UTC: none is lost where clocks change. */
const everyHour = "17 * * * *";

class Clock implements ReportClock {
  readonly #options: ReportClockOptions;
  readonly #stopping = new AbortController();
  #task: { destroy(): unknown } | null = null;
  #looking: Promise<void> | null = null;
  #failures = 0;
  #failingSince: number | null = null;

  constructor(options: ReportClockOptions) {
    this.#options = options;
  }

  start(): void {
    this.#task = cron.schedule(everyHour, () => this.look(), { timezone: "UTC", name: "report" });
    void this.look();
  }

  look(): Promise<void> {
    this.#looking ??= this.#once().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  standing(): ReportStanding {
    return { failures: this.#failures, failingSince: this.#failingSince };
  }

  async stop(): Promise<void> {
    await this.#task?.destroy();
    this.#stopping.abort();
    await this.#looking;
  }

  async #once(): Promise<void> {
    const due = dueReport(this.#options.now() / 1000, this.#options.workingDay);
    const complaint = await this.#tried(due);
    if (this.#stopping.signal.aborted) return;
    if (complaint === null) {
      this.#failingSince = null;
      return;
    }
    this.#failures += 1;
    this.#failingSince ??= Math.floor(this.#options.now() / 1000);
    this.#options.log.error(
      { quarter: due.quarter, complaint },
      "the report that is due could not be issued and sent; tried again within the hour",
    );
  }

  async #tried({ quarter }: DueReport): Promise<string | null> {
    const { isDone, deliver, log } = this.#options;
    try {
      if (await isDone(quarter)) return null;
      log.info({ quarter }, "the report that is due is issued and sent");
      return await deliver(this.#stopping.signal);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}
