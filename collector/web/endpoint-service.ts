import type { ClosedEndpoint, ClosedEndpoints } from "../accounts/closed-endpoint.ts";
import { type Explanation, explain } from "../accounts/explain.ts";
import { type SeenChange, touching } from "../accounts/keep-terms.ts";
import type { Basis } from "../accounts/terms.ts";
import type { Ledger, StoredEvent } from "../ledger/port.ts";
import { networkTimeZone, quarterSpan } from "../sla/calendar.ts";
import type { IncidentNote } from "../sla/incident-notes.ts";
import type { Span } from "../sla/spans.ts";

/** The service of one endpoint over one quarter, with all it was worked out of. */
export interface EndpointService {
  /** "2026-T4" */
  readonly quarter: string;
  /** The whole of it, also where it is not over. */
  readonly span: Span;
  /** As far as anything is known, s since 1970 UTC. */
  readonly until: number;
  readonly explanation: Explanation;
  /** What agents told that its states rest on. */
  readonly events: readonly StoredEvent[];
  /** What was signed for; null: the quarter was not closed. */
  readonly closed: ClosedEndpoint | null;
  /** What the inventory changed of this quarter after it had passed, and when that was seen. */
  readonly changes: readonly SeenChange[];
}

/** Null: the quarter is none, or the endpoint is not in the inventory. */
export type EndpointServiceSource = (id: string, quarter: string) => Promise<EndpointService | null>;

interface ServiceQuestion extends Basis {
  readonly id: string;
  readonly quarter: string;
  readonly notes: readonly IncidentNote[];
  readonly nowMs: number;
  readonly closed: ClosedEndpoints;
  readonly changes: readonly SeenChange[];
}

type ServiceLedger = Pick<Ledger, "statesOf" | "statesOfMany" | "agentEventsNamed">;

export async function endpointServiceOf(ledger: ServiceLedger, question: ServiceQuestion): Promise<EndpointService | null> {
  const { directory, maintenance, notes, id, quarter, nowMs, closed } = question;
  const span = quarterSpan(quarter, networkTimeZone);
  const endpoint = directory.endpoint(id);
  if (span === null || endpoint === undefined) return null;
  const until = Math.floor(nowMs / 1000);
  const explanation = await explain(ledger, { directory, maintenance, notes, endpoint, period: span, until });
  if (explanation === null) return null;
  const named = new Set(explanation.lines.flatMap(({ evidence }) => evidence?.events ?? []));
  const events = await ledger.agentEventsNamed([...named]);
  const changes = touching(question.changes, span, endpoint);
  return { quarter, span, until, explanation, events, changes, closed: await closed(quarter, explanation) };
}
