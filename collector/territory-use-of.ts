import type { Basis } from "./accounts/terms.ts";
import { attendanceOf } from "./attendance/attendance.ts";
import { type TerritoryUse, territoryUse } from "./attendance/territory-use.ts";
import type { Ledger } from "./ledger/port.ts";
import { monthAt, monthsBefore } from "./usage/months.ts";
import type { UsageRules } from "./usage/usage-rules.ts";

const months = 12;

/** How territories were used over the last twelve months that ended. */
export async function territoryUseOf(ledger: Ledger, basis: Basis, rules: UsageRules, nowMs: number): Promise<TerritoryUse[]> {
  const until = Math.floor(nowMs / 1000);
  const period = { from: monthsBefore(until, months).from, to: monthAt(until).from };
  return territoryUse(await attendanceOf(ledger, { ...basis, period, until, rules }), basis.directory);
}
