import type { Labels } from "./family.ts";
import type { EndpointNow, Snapshot } from "./source.ts";

/** Labels every series of an endpoint has. */
export const labelNames = ["endpoint", "site", "territory"] as const;

/** Of totals that the ledger learns late: `increase()` of them says when the collector learnt of it, never when it happened. */
export const latelyToo = "rises when old data comes late, so its increase is no measure of when: alert on no rate of it";

type Add = (labels: Labels, value: number | null) => void;

export function each(tell: (endpoint: EndpointNow, add: Add) => void): (snapshot: Snapshot, add: Add) => void {
  return ({ endpoints }, add) => {
    for (const endpoint of endpoints) tell(endpoint, add);
  };
}

export function place({ endpoint, site, territory }: EndpointNow): Labels {
  return { endpoint, site, territory };
}

// The last reading of an endpoint that fell silent says nothing of now.
export function isAnswering({ state }: EndpointNow): boolean {
  return state === "up" || state === "degraded";
}
