import type { Ledger } from "../ledger/port.ts";
import type { Span } from "../sla/spans.ts";
import { accountsOf } from "./accounts.ts";
import { reportedIncidents } from "./incident-report.ts";
import type { Basis } from "./terms.ts";

/** An incident as somebody may name it. */
export interface KnownIncident extends Span {
  readonly id: string;
  /** Until when it may be spoken of: who comes back from the room speaks of an outage that has just ended. */
  readonly spokenUntil: number;
}

const reachS = 30 * 86_400;

/**
 * The incidents of an endpoint within thirty days of an instant, in order, as the ledger knows them now.
 * @param at s since 1970 UTC
 * @param until s since 1970 UTC: what is later is not known yet
 */
export async function incidentsAround(
  ledger: Pick<Ledger, "statesOfMany">,
  basis: Basis,
  { endpoint, at, until }: { readonly endpoint: string; readonly at: number; readonly until: number },
): Promise<KnownIncident[]> {
  const asked = basis.directory.endpoint(endpoint);
  if (asked === undefined) return [];
  const period = { from: Math.max(0, at - reachS), to: Math.min(at + reachS, until) };
  const known: KnownIncident[] = [];
  for await (const account of accountsOf(ledger, { ...basis, period, until, endpoints: [asked] }))
    known.push(...reportedIncidents(account, [], until).map(({ id, from, to, spokenUntil }) => ({ id, from, to, spokenUntil })));
  return known;
}
