/** Names one endpoint may give to the instances of one kind: every name is a field that InfluxDB keeps for ever. */
const namesPerKind = 64;

/** Whether a reading of this instance may become a field. */
export type InstanceNames = (endpoint: string, kind: string, instance: string) => boolean;

/**
 * Lets the first names of each endpoint and kind through, and no further one: a codec that makes up names fills neither the database nor
 * a dashboard. The ledger keeps the others as long as any observation.
 */
export function firstInstanceNames(): InstanceNames {
  const known = new Map<string, Set<string>>();
  return (endpoint, kind, instance) => {
    const place = `${endpoint} ${kind}`;
    const names = known.get(place) ?? new Set<string>();
    known.set(place, names);
    if (names.size < namesPerKind) names.add(instance);
    return names.has(instance);
  };
}
