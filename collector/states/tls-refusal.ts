import type { EndpointPresent } from "./present.ts";
import { readingOf } from "./present.ts";

/** Words of the reading `tls_refusal`. */
const tlsRefusals = ["changed", "renewed", "untrusted", "too_old"] as const;
export type TlsRefusal = (typeof tlsRefusals)[number];

/** Why the agent does not talk to a web interface now; of one that answers again it is no news. */
export function tlsRefusalOf(present: Pick<EndpointPresent, "channels" | "readings">): TlsRefusal | null {
  const isClosed = present.channels.some(({ channel, state, isCurrent }) => channel === "http" && isCurrent && state === "refused");
  const word = readingOf(present, "tls_refusal");
  return isClosed ? (tlsRefusals.find((known) => known === word) ?? null) : null;
}
