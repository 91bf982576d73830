import { Compile } from "typebox/compile";
import { CallRecord } from "../../contract/call.ts";
import type { Reading } from "../../contract/observation.ts";
import { problemOfReading } from "../../contract/reading-kinds.ts";
import type { Given, ReadCall } from "../drivers/driver.ts";
import type { FarEnds } from "../far-ends/far-ends.ts";

const callDoor = Compile(CallRecord);
const earliestCallMs = Date.UTC(2000, 0, 1);
/** Clocks differ, and may be set to another zone; a day is more than both. */
const oneDayMs = 24 * 3600 * 1000;
const instancePattern = /^[A-Za-z0-9._-]{1,32}$/;

/** What one poll has read so far, and what it threw away. */
export interface Gathering {
  readonly readings: Reading[];
  readonly calls: CallRecord[];
  /** Addresses whose value broke the rule of its kind. */
  readonly dropped: string[];
  /** Every far end goes through here before it is kept. */
  readonly farEnds: FarEnds;
}

export function newGathering(farEnds: FarEnds): Gathering {
  return { readings: [], calls: [], dropped: [], farEnds };
}

/** Keeps what is right, drops what is not. The first reading of a kind and instance is the best: addresses are in order of trust. */
export function gather(gathering: Gathering, address: string, give: () => Given): void {
  const given = attempt(gathering, address, give);
  if (given === null) return;
  if (!isList(given)) return take(gathering, address, given);
  for (const reading of given) take(gathering, address, reading);
}

/** A call that has not begun yet, or began before these codecs were made, was dated by a codec that had lost its clock. */
export function gatherCall(gathering: Gathering, address: string, nowMs: number, give: () => ReadCall | null): void {
  const call = attempt(gathering, address, () => masked(give(), gathering.farEnds));
  if (call === null) return;
  if (!callDoor.Check(call) || call.startedAt < earliestCallMs || call.startedAt > nowMs + oneDayMs) gathering.dropped.push(address);
  else if (!gathering.calls.some((known) => known.key === call.key)) gathering.calls.push(call);
}

/** Who was called stays here. */
function masked(read: ReadCall | null, farEnds: FarEnds): CallRecord | null {
  if (read === null) return null;
  const { farEndAddress, ...call } = read;
  return farEndAddress === null ? call : { ...call, ...farEnds.tell(farEndAddress) };
}

function take(gathering: Gathering, address: string, reading: Reading): void {
  if (!isRight(reading)) gathering.dropped.push(address);
  else if (!isKnown(gathering.readings, reading)) gathering.readings.push(reading);
}

/** A driver is written for what codecs said so far; what surprises it costs one field, not the poll. */
function attempt<T>(gathering: Gathering, address: string, give: () => T | null): T | null {
  try {
    return give();
  } catch {
    gathering.dropped.push(address);
    return null;
  }
}

function isList(given: Reading | readonly Reading[]): given is readonly Reading[] {
  return Array.isArray(given);
}

function isRight({ kind, value, instance }: Reading): boolean {
  return problemOfReading(kind, value) === null && (instance === undefined || instancePattern.test(instance));
}

function isKnown(readings: readonly Reading[], { kind, instance }: Reading): boolean {
  return readings.some((known) => known.kind === kind && known.instance === instance);
}
