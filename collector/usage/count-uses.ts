import { type CallRecord, endOfCall } from "../../contract/call.ts";

const leastS = 60;
const redialWithinMs = 5 * 60_000;

/**
 * How often a room was really used: connected calls of a minute or more that are no tests; who calls the same far end again within
 * five minutes goes on with one use. Where far ends are not told, every such call is one.
 */
export function countUses(calls: readonly CallRecord[]): number {
  const lastEnds = new Map<string, number>();
  let uses = 0;
  for (const call of calls.toSorted((one, other) => one.startedAt - other.startedAt)) {
    if (!call.isConnected || call.durationS < leastS || call.isTest === true) continue;
    const lastEnd = call.farEnd === undefined ? undefined : lastEnds.get(call.farEnd);
    if (lastEnd === undefined || call.startedAt - lastEnd > redialWithinMs) uses += 1;
    if (call.farEnd !== undefined) lastEnds.set(call.farEnd, Math.max(lastEnd ?? 0, endOfCall(call)));
  }
  return uses;
}
