import type { PlanPaces } from "../../contract/plan.ts";
import type { Sifted } from "../../settings/sifted.ts";
import type { PacesEntry } from "./polling-entry.ts";

const defaultPaces: PlanPaces = { stateSeconds: 60, statusSeconds: 300, historySeconds: 600, inventoryAt: "03:30" };

/** What is nearer to the agent counts more. */
export function pacesOf(levels: readonly (Sifted<PacesEntry> | undefined)[]): PlanPaces {
  let paces = defaultPaces;
  for (const { stateSeconds, statusSeconds, historySeconds, inventoryAt } of levels.map((level) => level ?? {})) {
    paces = {
      stateSeconds: stateSeconds ?? paces.stateSeconds,
      statusSeconds: statusSeconds ?? paces.statusSeconds,
      historySeconds: historySeconds ?? paces.historySeconds,
      inventoryAt: inventoryAt ?? paces.inventoryAt,
    };
  }
  return paces;
}
