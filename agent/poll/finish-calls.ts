import { Compile } from "typebox/compile";
import { CallRecord } from "../../contract/call.ts";
import type { ReadCall } from "../drivers/driver.ts";
import type { FarEnds } from "../far-ends/far-ends.ts";
import { yearIn } from "../far-ends/hash.ts";
import { type LinkedCall, linkAttempts } from "./attempts.ts";
import { drop, type FoundCall, type Gathering, tell } from "./gathering.ts";

const callDoor = Compile(CallRecord);
const earliestCallMs = Date.UTC(2000, 0, 1);
/** Clocks differ, and may be set to another zone; a day is more than both. */
const oneDayMs = 24 * 3600 * 1000;

export interface CallContext {
  /** Every far end goes through here: who was called stays on the site. */
  readonly farEnds: FarEnds;
  /** Of the site: a call belongs to the year that began there. */
  readonly zone: string;
  readonly nowMs: number;
  /** Codec's clock minus ours; null: not known, or not since long. */
  readonly clockOffsetS: number | null;
  /** How many calls are considered, the newest. Absent: all. */
  readonly most?: number;
}

/** More than any codec is asked for. A longer list was made to be a burden, or can be read from a file. */
export const mostCallsAtOnce = 1_000;

/** The calls of a poll as they may leave the agent: checked, each once, retries linked, far ends hidden. The others are dropped. */
export function finishCalls(gathering: Gathering, context: CallContext): CallRecord[] {
  const right = rightCalls(gathering, context.nowMs);
  keepNewest(right, gathering, context.most);
  const finished: CallRecord[] = [];
  for (const linked of linkAttempts([...right.values()].map(({ call }) => call))) {
    const found = right.get(linked.key);
    if (found === undefined) continue;
    const call = masked(linked, context);
    if (call === null) drop(gathering, found.address, found.origin);
    else {
      finished.push(call);
      tell(gathering, found.address, found.origin, { call });
    }
  }
  return finished;
}

/** By key. The first record of a key is kept. */
function rightCalls(gathering: Gathering, nowMs: number): Map<string, FoundCall> {
  const right = new Map<string, FoundCall>();
  for (const found of gathering.found) {
    if (!isRight(found.call, nowMs)) drop(gathering, found.address, found.origin);
    else if (!right.has(found.call.key)) right.set(found.call.key, found);
  }
  return right;
}

function keepNewest(right: Map<string, FoundCall>, gathering: Gathering, most = Number.POSITIVE_INFINITY): void {
  if (right.size <= most) return;
  const newestFirst = [...right.values()].sort((one, other) => other.call.startedAt - one.call.startedAt);
  for (const { call, address, origin } of newestFirst.slice(most)) {
    right.delete(call.key);
    drop(gathering, address, origin);
  }
}

/** A call that has not begun yet, or began before these codecs were made, was dated by a codec that had lost its clock. */
function isRight({ farEndAddress: _, ...call }: ReadCall, nowMs: number): boolean {
  return callDoor.Check(call) && call.startedAt >= earliestCallMs && call.startedAt <= nowMs + oneDayMs;
}

/** Null: what was made of it may not leave. */
function masked({ farEndAddress, ...call }: LinkedCall, { farEnds, zone, clockOffsetS }: CallContext): CallRecord | null {
  const told = {
    ...call,
    ...(farEndAddress === null ? {} : farEnds.tell(farEndAddress, yearIn(zone, call.startedAt))),
    ...(clockOffsetS === null ? {} : { clockOffsetS }),
  };
  return callDoor.Check(told) ? told : null;
}
