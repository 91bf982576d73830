import type { CallRecord } from "../../contract/call.ts";
import type { ReadContext } from "./driver.ts";

/** The far end leaves the agent as a keyed hash, or not at all. */
export function withFarEnd(call: CallRecord, address: string | null, context: ReadContext): CallRecord {
  const farEnd = address === null ? null : context.hashFarEnd(address);
  return farEnd === null ? call : { ...call, farEnd };
}

/** "36/18424" is lost over all. "N/A", or nothing at all sent, is not a ratio: null. */
export function lossRatioOf(text: string | null): number | null {
  const match = /^(\d+)\/(\d+)$/.exec(text ?? "");
  if (match === null) return null;
  const total = Number(match[2]);
  return total === 0 ? null : Number(match[1]) / total;
}

export function worst(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
