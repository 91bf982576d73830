import type { Logger } from "pino";
import type { Basis } from "./accounts/terms.ts";
import { createUsageLoop, type UsageLoop } from "./attendance/usage-loop.ts";
import type { CollectorSettings } from "./config/collector-settings.ts";
import type { Directory } from "./directory/directory.ts";
import type { Declarations } from "./ledger/declarations.ts";
import type { Ledger } from "./ledger/port.ts";
import { influxFollower } from "./sinks/influx/influx-sink.ts";
import { rollUpsFollower } from "./sinks/influx/roll-ups.ts";

interface Running {
  readonly settings: Pick<CollectorSettings, "callRetentionMonths" | "influx">;
  readonly ledger: Ledger;
  readonly declarations: Declarations;
  readonly directory: Directory;
  readonly log: Logger;
}

/** What the collector does about use while it runs. */
export function usageOf({ settings, ledger, declarations, directory, log }: Running): UsageLoop {
  return createUsageLoop({
    ledger,
    basis: async (): Promise<Basis> => ({ directory, maintenance: await declarations.maintenanceEntries() }),
    keptMonths: settings.callRetentionMonths,
    readers: settings.influx === null ? [] : [influxFollower, rollUpsFollower],
    now: Date.now,
    onPurged: (calls) => log.info({ calls }, "old calls were forgotten; what they came to is kept by month"),
    onError: (error) => log.error({ err: error }, "use cannot be worked out, and old calls are not forgotten; it is tried again"),
  });
}
