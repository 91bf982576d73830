import type { Logger } from "pino";
import type { ReportSettings } from "./config/report-settings.ts";
import type { Declarations } from "./ledger/declarations.ts";
import { outstandingOf } from "./reports/outstanding.ts";
import { type ReportClock, reportClock } from "./reports/report-clock.ts";

/** Issues and sends what is due, outside this process. @returns null, or what failed */
export type DeliverReport = (signal: AbortSignal) => Promise<string | null>;

interface Asked {
  readonly settings: ReportSettings;
  readonly declarations: Pick<Declarations, "lastReport" | "reportDeliveries">;
  readonly deliver: DeliverReport;
  readonly log: Logger;
  readonly now: () => number;
}

/** The quarterly report, issued and sent by itself. */
export function reportsOf({ settings, declarations, deliver, log, now }: Asked): ReportClock {
  const targets = { mailTo: settings.mail?.to ?? [], folder: settings.folder };
  return reportClock({
    workingDay: settings.workingDay,
    isDone: async (quarter) => {
      const last = await declarations.lastReport(quarter);
      return last !== null && outstandingOf(last, await declarations.reportDeliveries(), targets).length === 0;
    },
    deliver,
    now,
    log,
  });
}
