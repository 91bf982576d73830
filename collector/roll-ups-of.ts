import { attendanceOf } from "./attendance/attendance.ts";
import { DetailPurged } from "./attendance/question.ts";
import { type SiteQuarter, siteQuarters } from "./attendance/site-quarters.ts";
import { usableSecondsOf } from "./attendance/usable.ts";
import type { Declarations } from "./ledger/declarations.ts";
import type { Ledger } from "./ledger/port.ts";
import { createRollUps, type RollUps, type RollUpsOptions } from "./sinks/influx/roll-ups.ts";
import type { SiteQuarterRow } from "./sinks/influx/site-quarter-points.ts";
import { networkTimeZone, startOfLocalDay } from "./sla/calendar.ts";
import { medianMinutes } from "./usage/add-counts.ts";
import { ratePerMonth } from "./usage/poisson.ts";
import type { UsageRules } from "./usage/usage-rules.ts";

interface RolledUpFrom extends Omit<RollUpsOptions, "figures" | "siteQuarters" | "ledger"> {
  readonly ledger: Ledger;
  readonly declarations: Pick<Declarations, "maintenanceEntries">;
  readonly rules: UsageRules;
}

/** The roll-ups of InfluxDB, with the figures that `vigie usage` prints. */
export function rollUpsOf({ declarations, rules, ...options }: RolledUpFrom): RollUps {
  const { ledger, directory } = options;
  return createRollUps({
    ...options,
    figures: async (period, ids, until) => {
      const wanted = new Set(ids);
      const endpoints = directory.endpoints.filter(({ id }) => wanted.has(id));
      const maintenance = await declarations.maintenanceEntries();
      return unlessPurged(async () => {
        const { endpoints: found } = await attendanceOf(ledger, { directory, maintenance, period, until, endpoints, rules });
        return found.map(({ endpoint, ...counts }) => ({ ...counts, endpoint: endpoint.id }));
      });
    },
    siteQuarters: async (period, until) => {
      const maintenance = await declarations.maintenanceEntries();
      return unlessPurged(async () => {
        const attendance = await attendanceOf(ledger, { directory, maintenance, period, until, rules });
        return siteQuarters(attendance, directory).map(rowOf);
      });
    },
  });
}

async function unlessPurged<Rows>(read: () => Promise<Rows>): Promise<Rows | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DetailPurged) return null;
    throw error;
  }
}

function rowOf({ site, attendance, exposure, underUse, shrunk, crossReading, cost }: SiteQuarter): SiteQuarterRow {
  const { uses, lastUse, farEndClasses, savings, serviceUsedSeconds } = attendance;
  const usable = usableSecondsOf(attendance);
  return {
    site,
    uses,
    exposureMonths: exposure.months,
    perMonth: ratePerMonth(exposure),
    shrunk,
    verdict: underUse.verdict,
    probability: underUse.probability,
    quadrant: crossReading?.quadrant ?? null,
    action: crossReading?.action ?? null,
    cost,
    occupation: usable === 0 ? null : Math.min(1, serviceUsedSeconds / usable),
    medianMinutes: medianMinutes(attendance),
    lastUseDay: lastUse === null ? null : startOfLocalDay(Math.floor(lastUse.from / 1000), networkTimeZone),
    farEndClasses,
    savings,
  };
}
