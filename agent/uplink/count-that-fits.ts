import { movingKinds } from "../../contract/columns.ts";
import { wireLimits } from "../../contract/envelope.ts";
import type { Observation } from "../../contract/observation.ts";

/** Fewer than the wire allows: each may have a name and a text that no other has, and an envelope is held in memory whole. */
const mostReadings = 100_000;

/**
 * How many of these observations one envelope can hold, from the first. One always fits as far as can be told here: a poll keeps
 * within less than the wire allows.
 */
export function countThatFits(observations: readonly Observation[]): number {
  const endpoints = new Set<string>();
  const columns = new Set<string>();
  const totals = { readings: 0, calls: 0 };
  const beyond = observations.findIndex(({ endpoint, readings, calls }) => {
    endpoints.add(endpoint);
    totals.readings += readings.length;
    totals.calls += calls.length;
    for (const { kind, instance } of readings) {
      if (movingKinds.has(kind)) columns.add(instance === undefined ? kind : `${kind}#${instance}`);
    }
    return (
      endpoints.size > wireLimits.endpoints ||
      columns.size > wireLimits.readingNames ||
      totals.readings > mostReadings ||
      totals.calls > wireLimits.callsPerEnvelope
    );
  });
  return beyond < 0 ? observations.length : Math.max(1, beyond);
}
