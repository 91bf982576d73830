import { inForceWithin } from "../sla/dated-hours.ts";
import { type Span, union } from "../sla/spans.ts";
import type { Site } from "./directory.ts";

/** When, within a span, a site belonged to a territory: its commune may change its EPCI. */
export function timeIn(territory: string, { memberships }: Pick<Site, "memberships">, within: Span): Span[] {
  return union(inForceWithin(memberships, within).flatMap(({ span, entry }) => (entry.territories.includes(territory) ? [span] : [])));
}
