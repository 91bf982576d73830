import type { StateOwner } from "./owner.ts";

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
  /** Somebody has taken charge: the GTI clock stops. */
  | { readonly kind: "acknowledged" }
  | { readonly kind: "comment"; readonly text: string }
  /** To whom the minutes are laid, against or beyond what the evidence says; states and figures stay as measured. */
  | { readonly kind: "attributed"; readonly owner: StateOwner; readonly reason: string };
