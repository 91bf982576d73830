import type { ReadCall } from "../drivers/driver.ts";
import { plainFarEnd } from "../far-ends/hash.ts";
import { type OpenRecord, OpenRecords } from "./open-records.ts";

/** A call of a history, and the first record of the attempt it belongs to. */
export type LinkedCall = ReadCall & { readonly retryOf?: string };

/** Row numbers within keys count: "9-…" comes before "10-…". */
const byNumber = new Intl.Collator("en", { numeric: true });

/**
 * Links the records of one attempt: the codec tried again, or by another protocol, within 30 s. The record that connects is the
 * last of its attempt. The order of the records is kept, and changes nothing.
 */
export function linkAttempts(calls: readonly ReadCall[]): readonly LinkedCall[] {
  const firstKeys = firstKeysOf(calls);
  return calls.map((call) => {
    const retryOf = firstKeys.get(call.key);
    return retryOf === undefined ? call : { ...call, retryOf };
  });
}

/** By the key of a retry, the key of the first record of its attempt. */
function firstKeysOf(calls: readonly ReadCall[]): ReadonlyMap<string, string> {
  const firstKeys = new Map<string, string>();
  const open = new OpenRecords();
  for (const [place, call] of inTime(calls).entries()) {
    const plain = call.farEndAddress === null ? "" : plainFarEnd(call.farEndAddress);
    // A call to nobody that is known, or in no direction, is a retry of nothing.
    if (plain === "" || call.direction === "unknown") continue;
    const earlier = open.take(call, plain);
    if (earlier !== null) firstKeys.set(call.key, earlier.firstKey);
    const record: OpenRecord = { call, plain, place, firstKey: earlier?.firstKey ?? call.key, isContinued: false };
    if (!call.isConnected) open.add(record);
  }
  return firstKeys;
}

/** Each record once, the oldest first. */
function inTime(calls: readonly ReadCall[]): ReadCall[] {
  const once = new Map(calls.map((call) => [call.key, call]));
  return [...once.values()].sort((one, other) => one.startedAt - other.startedAt || byNumber.compare(one.key, other.key));
}
