import { endOfCall } from "../../contract/call.ts";
import type { ReadCall } from "../drivers/driver.ts";
import { plainFarEnd } from "../far-ends/hash.ts";

/** A call of a history, and the first record of the attempt it belongs to. */
export type LinkedCall = ReadCall & { readonly retryOf?: string };

const retryWithinMs = 30_000;
/** Row numbers within keys count: "9-…" comes before "10-…". */
const byNumber = new Intl.Collator("en", { numeric: true });

/** Records that are one attempt of one person. */
interface Attempt {
  readonly firstKey: string;
  last: ReadCall;
}

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
  let open: Attempt[] = [];
  for (const call of inTime(calls)) {
    open = open.filter(({ last }) => call.startedAt - endOfCall(last) <= retryWithinMs);
    const attempt = open.findLast(({ last }) => isRetry(last, call));
    if (attempt === undefined) open.push({ firstKey: call.key, last: call });
    else {
      firstKeys.set(call.key, attempt.firstKey);
      attempt.last = call;
    }
  }
  return firstKeys;
}

/** Each record once, the oldest first. */
function inTime(calls: readonly ReadCall[]): ReadCall[] {
  const once = new Map(calls.map((call) => [call.key, call]));
  return [...once.values()].sort((one, other) => one.startedAt - other.startedAt || byNumber.compare(one.key, other.key));
}

function isRetry(earlier: ReadCall, later: ReadCall): boolean {
  if (earlier.isConnected || earlier.direction !== later.direction || earlier.direction === "unknown") return false;
  const changesProtocol = earlier.protocol !== later.protocol && earlier.protocol !== "unknown" && later.protocol !== "unknown";
  // Who calls us twice in the same way is a person who insists; in two ways, a codec that rolls over.
  if (earlier.direction === "in" && !changesProtocol) return false;
  if (isSameFarEnd(earlier.farEndAddress, later.farEndAddress, plainFarEnd)) return true;
  // By the other protocol "salle1" may be called "salle1@visio.example".
  return earlier.cause === "rolled_over" && changesProtocol && isSameFarEnd(earlier.farEndAddress, later.farEndAddress, numberOf);
}

function isSameFarEnd(one: string | null, other: string | null, nameOf: (address: string) => string): boolean {
  return one !== null && other !== null && nameOf(one) !== "" && nameOf(one) === nameOf(other);
}

function numberOf(address: string): string {
  return plainFarEnd(address).replace(/@.*$/, "");
}
