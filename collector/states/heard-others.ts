import type { Ledger, StoredObservation, TimeSpan } from "../ledger/port.ts";

/** Two clocks and the way between them: what came so near to an edge may have come before or after it. */
const edgeMs = 5_000;

type Arrivals = Pick<Ledger, "observationsAfter" | "lastEntries">;

/**
 * Whether the first observation that came within a span is another agent's. It is the collector's own record, complete before an agent
 * that was cut off meanwhile can tell of it: in whatever order things are told, the answer is the same. One of the agent itself says
 * that it was not cut off.
 */
export async function hasHeardOthers(ledger: Arrivals, agent: string, { from, to }: TimeSpan): Promise<boolean> {
  if (to - from <= 2 * edgeMs) return false;
  const first = await firstReceivedAfter(ledger, from + edgeMs);
  return first !== null && first.receivedAt < to - edgeMs && first.agent !== agent;
}

/** By halves: entries grow as observations come in, with holes where old ones were forgotten. */
async function firstReceivedAfter(ledger: Arrivals, instant: number): Promise<StoredObservation | null> {
  let before = 0;
  let after = (await ledger.lastEntries()).observations;
  while (before < after) {
    const middle = Math.floor((before + after) / 2);
    const [next] = await ledger.observationsAfter(middle, 1);
    if (next === undefined || next.receivedAt > instant) after = middle;
    else before = next.entry;
  }
  const [next] = await ledger.observationsAfter(before, 1);
  return next ?? null;
}
