import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { NoAnswer } from "./no-answer.ts";

/** What a witness saw; `notTold`: nothing, for a reason of this machine and not of the codec. */
export type Witnessed = { readonly outcome: "answered" } | NoAnswer | { readonly notTold: string };

export const nameNotFound: NoAnswer = { outcome: "silent", note: "name_not_found" };

/** Null where the name leads nowhere. */
export async function addressOf(host: string): Promise<string | null> {
  if (isIP(host) !== 0) return host;
  try {
    return (await lookup(host)).address;
  } catch {
    return null;
  }
}
