import { statfs } from "node:fs/promises";
import { endpointNow } from "./metrics/endpoint-now.ts";
import { scheduleAt } from "./metrics/schedule.ts";
import type { FollowerLag, MetricsSource } from "./metrics/source.ts";
import type { Collector } from "./parts.ts";
import { statesFollower } from "./states/states-follower.ts";

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
}: Collector): MetricsSource {
  return {
    directory: () => directory,
    endpoints: async () => (await present()).flatMap((one) => endpointNow(one, directory) ?? []),
    agents: () => ledger.agents(),
    losses: () => ledger.lossCounts(),
    replacedUses: () => admission.replacedUses(),
    followers: async () => {
      const { observations } = await ledger.lastEntries();
      const lagOf = async (follower: string): Promise<FollowerLag> => {
        const cursor = await ledger.cursorOf(follower, "observations");
        return { follower, stream: "observations", entries: Math.max(0, observations - cursor) };
      };
      return [await lagOf(statesFollower)];
    },
    influx: () => influx?.status() ?? null,
    ledgerBytes: () => ledger.sizeBytes(),
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(settings.dataDir);
      return bavail * bsize;
    },
    territoryUse: territoryUseNow,
    schedule: async () => scheduleAt(Date.now() / 1000, directory, await declarations.maintenanceEntries()),
    inventory: () => ({ loadedAt: inventory.standing().loadedAt, problems: inventory.standing().refused?.problems.length ?? 0 }),
  };
}
