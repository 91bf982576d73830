import type { CallRecord } from "../../contract/call.ts";
import type { Reading } from "../../contract/observation.ts";
import { problemOfReading, type ReadingKind } from "../../contract/reading-kinds.ts";
import type { Given, ReadCall } from "../drivers/driver.ts";
import type { PollListener } from "./listener.ts";
import { rounded } from "./rounded.ts";

const instancePattern = /^[A-Za-z0-9._-]{1,32}$/;
/** No codec has as many; an observation must fit an envelope whatever a codec makes up. */
const mostReadings = { inAll: 400, ofOneKind: 64 } as const;

/** What an address says of itself. */
export interface Origin {
  readonly source: string;
  readonly isUnverified?: true;
}

/** A call as it was read, and where. */
export interface FoundCall {
  readonly call: ReadCall;
  readonly address: string;
  readonly origin: Origin;
}

/** What one poll has read so far, and what it threw away. */
export interface Gathering {
  readonly readings: Reading[];
  /** Of those readings: kinds without instance, and the instances of the others. */
  readonly kinds: Set<string>;
  readonly instances: Map<ReadingKind, Set<string>>;
  /** Far ends are still in clear here: `finishCalls` hides them. */
  readonly found: FoundCall[];
  /** Addresses whose value broke the rule of its kind, or was one too many. */
  readonly dropped: string[];
  readonly listener: PollListener | null;
  /** A list of calls was read to where it had to be read, even if it was empty. */
  isHistoryRead: boolean;
  /** A part of a list of calls could not be had. */
  isHistoryCut: boolean;
}

/** @param listener who wants to hear of each value as it is kept or dropped: `vigie probe` */
export function newGathering(listener: PollListener | null = null): Gathering {
  return {
    readings: [],
    kinds: new Set(),
    instances: new Map(),
    found: [],
    dropped: [],
    listener,
    isHistoryRead: false,
    isHistoryCut: false,
  };
}

/**
 * Keeps what is right, drops what is not. The first reading of a kind and instance is the best: addresses are in order of trust.
 * `give` may throw, as may any driver: that drops the address and ends nothing.
 *
 * @param address where the value was read, as people are told: an OID, "/status.xml#Status/Uptime"
 */
export function gather(gathering: Gathering, address: string, origin: Origin, give: () => Given): void {
  const given = attempt(gathering, address, origin, give);
  if (given === null) return;
  if (!isList(given)) return take(gathering, address, origin, given);
  for (const reading of given) take(gathering, address, origin, reading);
}

/** As `gather`, for one record of a history; null is no call. Whether the record is right is judged when the calls are finished. */
export function gatherCall(gathering: Gathering, address: string, origin: Origin, give: () => ReadCall | null): void {
  const call = attempt(gathering, address, origin, give);
  if (call !== null) gathering.found.push({ call, address, origin });
}

/** Counts an address whose value cannot be used, and says so. The rest of the poll goes on. */
export function drop(gathering: Gathering, address: string, origin: Origin): void {
  gathering.dropped.push(address);
  tell(gathering, address, origin, {});
}

/** Says what was kept from an address. */
export function tell(
  { listener }: Gathering,
  address: string,
  { source, isUnverified }: Origin,
  kept: { readonly reading?: Reading; readonly call?: CallRecord },
): void {
  listener?.taken({ ...kept, address, source, isUnverified: isUnverified === true });
}

function take(gathering: Gathering, address: string, origin: Origin, given: Reading): void {
  if (!isRight(given)) return drop(gathering, address, origin);
  const reading = rounded(given);
  const known = namesakes(gathering, reading);
  const name = reading.instance ?? reading.kind;
  if (known.has(name)) return;
  const isOneTooMany = known !== gathering.kinds && known.size >= mostReadings.ofOneKind;
  if (isOneTooMany || gathering.readings.length >= mostReadings.inAll) return drop(gathering, address, origin);
  known.add(name);
  gathering.readings.push(reading);
  if (gathering.listener !== null) tell(gathering, address, origin, { reading });
}

/** A driver is written for what codecs said so far; what surprises it costs one field, not the poll. */
function attempt<T>(gathering: Gathering, address: string, origin: Origin, give: () => T | null): T | null {
  try {
    return give();
  } catch {
    drop(gathering, address, origin);
    return null;
  }
}

function isList(given: Reading | readonly Reading[]): given is readonly Reading[] {
  return Array.isArray(given);
}

function isRight({ kind, value, instance }: Reading): boolean {
  return problemOfReading(kind, value) === null && (instance === undefined || instancePattern.test(instance));
}

/** What the reading must differ from. */
function namesakes({ kinds, instances }: Gathering, { kind, instance }: Reading): Set<string> {
  if (instance === undefined) return kinds;
  const known = instances.get(kind) ?? new Set();
  instances.set(kind, known);
  return known;
}
