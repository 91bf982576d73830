import { movingKinds } from "../../contract/columns.ts";
import { wireLimits } from "../../contract/envelope.ts";
import type { Observation, Reading } from "../../contract/observation.ts";

/** Fewer than the wire allows: each may have a name and a text that no other has, and an envelope is held in memory whole. */
const mostReadings = 100_000;

/**
 * How many of these observations one envelope can hold, from the first. One always fits as far as can be told here: a poll keeps
 * within less than the wire allows.
 */
export function countThatFits(observations: readonly Observation[]): number {
  const endpoints = new Set<string>();
  const cells = new Map<string, number>();
  const totals = { readings: 0, calls: 0 };
  const beyond = observations.findIndex(({ endpoint, readings, calls }) => {
    endpoints.add(endpoint);
    totals.readings += readings.length;
    totals.calls += calls.length;
    const isKindFull = countCells(readings, cells);
    return (
      endpoints.size > wireLimits.endpoints || isKindFull || totals.readings > mostReadings || totals.calls > wireLimits.callsPerEnvelope
    );
  });
  return beyond < 0 ? observations.length : Math.max(1, beyond);
}

/** Counts the readings whose values stand in `numbers`. True once one kind has more than the wire allows. */
function countCells(readings: readonly Reading[], cells: Map<string, number>): boolean {
  let isFull = false;
  for (const { kind } of readings) {
    if (!movingKinds.has(kind)) continue;
    const count = (cells.get(kind) ?? 0) + 1;
    cells.set(kind, count);
    isFull ||= count > wireLimits.numbersOfOneKind;
  }
  return isFull;
}
