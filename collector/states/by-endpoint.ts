import type { StoredObservation } from "../ledger/port.ts";

/** Observations of each endpoint, in the order they came. */
export function byEndpoint(observations: readonly StoredObservation[]): Map<string, StoredObservation[]> {
  const groups = new Map<string, StoredObservation[]>();
  for (const observation of observations) {
    const group = groups.get(observation.endpoint);
    if (group === undefined) groups.set(observation.endpoint, [observation]);
    else group.push(observation);
  }
  return groups;
}
