import type { Arrival } from "../ledger/port.ts";

/** What came of each endpoint, in the order they came. */
export function byEndpoint(arrivals: readonly Arrival[]): Map<string, Arrival[]> {
  const groups = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    const group = groups.get(arrival.endpoint);
    if (group === undefined) groups.set(arrival.endpoint, [arrival]);
    else group.push(arrival);
  }
  return groups;
}
