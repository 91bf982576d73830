import { type Static, Type } from "typebox";
import { stateOwners } from "../../sla/owner.ts";
import { stateCauses } from "../../sla/state-interval.ts";
import { Count, closed, countsBy, nullable } from "./shapes.ts";

/** Expected time that was not up, by what it was; the longest first. */
export const LostShare = closed({
  state: Type.Enum(["degraded", "down", "site", "unknown"]),
  cause: Type.Enum(stateCauses),
  owner: Type.Enum(stateOwners),
  seconds: Count,
});
export type LostShare = Static<typeof LostShare>;

/** One maintenance as far as it reaches into the quarter. Why it was declared is in the ledger: people typed it. */
export const MaintenanceRow = closed({
  id: Type.String(),
  scope: closed({ kind: Type.Enum(["endpoint", "site", "territory", "network"]), id: nullable(Type.String()) }),
  /** Of the entry that stands, s since 1970 UTC. */
  declaredAt: Count,
  isCorrected: Type.Boolean(),
  isRecurring: Type.Boolean(),
  /** How often it took place within the quarter, when the first began and the last ended. */
  times: Count,
  from: Count,
  to: Count,
  /** In the order of the inventory. */
  endpoints: Type.Array(Type.String()),
  /** Of the hours of service of all of them together: announced; and of that what was taken out of the expected time. */
  announcedSeconds: Count,
  countedSeconds: Count,
});
export type MaintenanceRow = Static<typeof MaintenanceRow>;

/** A month of the network; of a draft as far as the ledger knows. */
export const MonthRow = closed({
  month: Type.String({ pattern: "^\\d{4}-\\d{2}$" }),
  account: countsBy(["expected", "maintenance", "up", "degraded", "down", "site", "unknown"]),
  incidents: Count,
  uses: Count,
});
export type MonthRow = Static<typeof MonthRow>;
