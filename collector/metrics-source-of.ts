import { statfs } from "node:fs/promises";
import { usageFollower } from "./attendance/question.ts";
import type { Stream } from "./ledger/port.ts";
import { endpointNow } from "./metrics/endpoint-now.ts";
import { scheduleAt } from "./metrics/schedule.ts";
import type { FollowerLag, MetricsSource } from "./metrics/source.ts";
import type { Collector } from "./parts.ts";
import { rollUpStreams, rollUpsFollower } from "./sinks/influx/roll-ups.ts";
import { statesFollower } from "./states/states-follower.ts";

/** Who reads which streams of the ledger, the InfluxDB writer apart: it tells itself. */
const followed = [
  [statesFollower, "observations"],
  [usageFollower, "state_changes"],
] as const;
const rolledUp = rollUpStreams.map((stream) => [rollUpsFollower, stream] as const);

/** What `/metrics` is told from, each time it is asked. */
export function metricsSourceOf({
  settings,
  inventory,
  directory,
  ledger,
  declarations,
  influx,
  present,
  admission,
  territoryUseNow,
  contractsNow,
  reports,
}: Collector): MetricsSource {
  return {
    directory: () => directory,
    endpoints: async () => (await present()).flatMap((one) => endpointNow(one, directory) ?? []),
    agents: () => ledger.agents(),
    losses: () => ledger.lossCounts(),
    replacedUses: () => admission.replacedUses(),
    followers: async () => {
      const last = await ledger.lastEntries();
      const lagOf = async ([follower, stream]: readonly [string, Stream]): Promise<FollowerLag> => {
        const cursor = await ledger.cursorOf(follower, stream);
        return { follower, stream, entries: Math.max(0, last[stream] - cursor) };
      };
      return Promise.all([...followed, ...(settings.influx === null ? [] : rolledUp)].map(lagOf));
    },
    influx: () => influx?.status() ?? null,
    ledgerBytes: () => ledger.sizeBytes(),
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(settings.dataDir);
      return bavail * bsize;
    },
    territoryUse: territoryUseNow,
    contracts: contractsNow,
    certificateExpiresAt: () => admission.certificateExpiresAt(),
    reports: () => reports?.standing() ?? null,
    schedule: async () => scheduleAt(Date.now() / 1000, directory, await declarations.maintenanceEntries()),
    inventory: () => ({ loadedAt: inventory.standing().loadedAt, problems: inventory.standing().refused?.problems.length ?? 0 }),
  };
}
