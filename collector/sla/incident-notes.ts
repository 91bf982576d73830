import type { StateOwner } from "./owner.ts";
import type { Span } from "./spans.ts";

/**
 * What a person said of an incident. Incidents are computed from states, and late data may move their ends: a note is tied to an
 * endpoint and an instant, and belongs to the incident that covers it.
 */
export interface IncidentNote {
  readonly entry: number;
  readonly endpoint: string;
  /** An instant within the incident, s since 1970 UTC. */
  readonly at: number;
  /** By the collector's clock, s since 1970 UTC. */
  readonly writtenAt: number;
  readonly by: string;
  readonly said: IncidentSaying;
}

export type IncidentSaying =
  /** Alertmanager has told people of it. */
  | { readonly kind: "paged" }
  /** Somebody has taken charge: the GTI clock stops. */
  | { readonly kind: "acknowledged" }
  | { readonly kind: "comment"; readonly text: string }
  /** To whom the minutes are laid, against or beyond what the evidence says; states and figures stay as measured. */
  | { readonly kind: "attributed"; readonly owner: StateOwner; readonly reason: string };

/** What people have said of one incident. */
export interface SaidOfIncident {
  /** When people were first told, s since 1970 UTC; null: nobody was, as far as is known. */
  readonly pagedAt: number | null;
  /** When somebody first took charge, and who; null: nobody has. */
  readonly acknowledged: { readonly at: number; readonly by: string } | null;
  /** To whom a person lays it, by the last word; null: what the evidence says holds. */
  readonly attributed: { readonly owner: StateOwner; readonly reason: string; readonly by: string } | null;
  readonly comments: readonly { readonly at: number; readonly by: string; readonly text: string }[];
}

/**
 * @param notes of the endpoint, in order
 * @param incident the instants at which it may be spoken of; nobody takes charge before it has begun
 */
export function saidOf(notes: readonly IncidentNote[], incident: Span): SaidOfIncident {
  const own = notes.filter(({ at }) => at >= incident.from && at < incident.to);
  const page = own.find(({ said }) => said.kind === "paged");
  const first = own.find(({ said }) => said.kind === "acknowledged");
  const last = own.findLast(({ said }) => said.kind === "attributed");
  return {
    pagedAt: page === undefined ? null : Math.max(page.writtenAt, incident.from),
    acknowledged: first === undefined ? null : { at: Math.max(first.writtenAt, incident.from), by: first.by },
    attributed: last?.said.kind === "attributed" ? { owner: last.said.owner, reason: last.said.reason, by: last.by } : null,
    comments: own.flatMap(({ writtenAt, by, said }) => (said.kind === "comment" ? [{ at: writtenAt, by, text: said.text }] : [])),
  };
}
