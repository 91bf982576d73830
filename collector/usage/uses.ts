import { type CallRecord, endOfCall } from "../../contract/call.ts";
import { type Span, union } from "../sla/spans.ts";

/** Shorter calls are no use. */
export const leastUseS = 60;
const redialWithinMs = 5 * 60_000;

/** A call with its true start, ms since 1970 UTC: `startedAt` is on the codec's clock. */
export interface TimedCall extends CallRecord {
  readonly trueStartedAt: number;
}

/** One use of a room. It belongs to the period it starts in, whatever was redialled later. */
export interface Use {
  /** s since 1970 UTC */
  readonly startedAt: number;
  /** Seconds connected, calls that overlap counted once; what lies between redials is not. */
  readonly seconds: number;
  readonly farEnd: string | undefined;
  readonly farEndPlace: string | undefined;
  readonly farEndKind: CallRecord["farEndKind"];
  /** In order; never empty. */
  readonly calls: readonly TimedCall[];
}

/** A call that can be a use: connected for a minute or more, to nobody who is there for tests or to help. */
export function isUseful({ isConnected, durationS, isTest, farEndKind }: CallRecord): boolean {
  return isConnected && durationS >= leastUseS && isTest !== true && farEndKind !== "test" && farEndKind !== "concierge";
}

/**
 * How a room was really used: who calls the same far end again within five minutes of hanging up goes on with one use. Where far ends
 * are not told, every call is one. In the order of their start, whatever the order of the calls.
 *
 * A further call never takes away time, days or far ends. It may lower the number of uses, of its own far end alone, where it joins
 * some that were more than five minutes apart without it.
 */
export function usesOf(calls: readonly TimedCall[]): Use[] {
  const going = new Map<string, { calls: TimedCall[]; lastEnd: number }>();
  const uses: TimedCall[][] = [];
  for (const call of calls.filter(isUseful).toSorted(byStart)) {
    const end = trueEndOf(call);
    const before = call.farEnd === undefined ? undefined : going.get(call.farEnd);
    if (before !== undefined && call.trueStartedAt - before.lastEnd <= redialWithinMs) {
      before.calls.push(call);
      before.lastEnd = Math.max(before.lastEnd, end);
      continue;
    }
    const own = [call];
    uses.push(own);
    if (call.farEnd !== undefined) going.set(call.farEnd, { calls: own, lastEnd: end });
  }
  return uses.flatMap(useOf);
}

/** The time calls were connected, s since 1970 UTC; calls at once are one stretch. */
export function connectedSpans(calls: readonly TimedCall[]): Span[] {
  return union(calls.map(spanOf));
}

function useOf(calls: readonly TimedCall[]): Use[] {
  const [first] = calls;
  if (first === undefined) return [];
  const seconds = connectedSpans(calls).reduce((sum, { from, to }) => sum + to - from, 0);
  const place = calls.find(({ farEndPlace }) => farEndPlace !== undefined)?.farEndPlace;
  const kind = calls.find(({ farEndKind }) => farEndKind !== undefined)?.farEndKind;
  return [{ startedAt: spanOf(first).from, seconds, farEnd: first.farEnd, farEndPlace: place, farEndKind: kind, calls }];
}

function spanOf({ trueStartedAt, durationS }: TimedCall): Span {
  const from = Math.floor(trueStartedAt / 1000);
  return { from, to: from + durationS };
}

/** What the codec's clock was off by is the same at both ends. */
function trueEndOf(call: TimedCall): number {
  return endOfCall(call) + call.trueStartedAt - call.startedAt;
}

/** By their keys where they start together, so that the order in which they came is nowhere seen. */
function byStart(one: TimedCall, other: TimedCall): number {
  return one.trueStartedAt - other.trueStartedAt || (one.key < other.key ? -1 : 1);
}
