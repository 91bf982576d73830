import { attendanceOf } from "./attendance/attendance.ts";
import { DetailPurged } from "./attendance/question.ts";
import type { Declarations } from "./ledger/declarations.ts";
import type { Ledger } from "./ledger/port.ts";
import { createRollUps, type RollUps, type RollUpsOptions } from "./sinks/influx/roll-ups.ts";

interface RolledUpFrom extends Omit<RollUpsOptions, "figures" | "ledger"> {
  readonly ledger: Ledger;
  readonly declarations: Pick<Declarations, "maintenanceEntries">;
}

/** The roll-ups of InfluxDB, with the figures that `vigie usage` prints. */
export function rollUpsOf({ declarations, ...options }: RolledUpFrom): RollUps {
  const { ledger, directory } = options;
  return createRollUps({
    ...options,
    figures: async (period, ids, until) => {
      const wanted = new Set(ids);
      const endpoints = directory.endpoints.filter(({ id }) => wanted.has(id));
      const maintenance = await declarations.maintenanceEntries();
      try {
        const { endpoints: found } = await attendanceOf(ledger, { directory, maintenance, period, until, endpoints });
        return found.map(({ endpoint, ...counts }) => ({ ...counts, endpoint: endpoint.id }));
      } catch (error) {
        if (error instanceof DetailPurged) return null;
        throw error;
      }
    },
  });
}
