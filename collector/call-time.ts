import type { CallRecord } from "../contract/call.ts";

/**
 * When a call really began, ms since 1970 UTC. `startedAt` is on the codec's clock, which may be an hour or a century off; what it was off
 * by, where the agent could measure it, is taken away here and nowhere else. The rest of the record stays as the codec told it.
 */
export function trueStartOf({ startedAt, clockOffsetS = 0 }: Pick<CallRecord, "startedAt" | "clockOffsetS">): number {
  return startedAt - clockOffsetS * 1000;
}
