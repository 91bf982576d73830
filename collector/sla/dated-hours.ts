import type { OpeningHours } from "./opening-hours.ts";
import type { Span } from "./spans.ts";

/** Opening hours in force from an instant (s since 1970 UTC) until the next ones begin. The first hold since ever. */
export interface DatedHours {
  readonly from: number;
  readonly hours: OpeningHours;
}

/** A stretch a site was closed for, whatever its hours, and why. */
export interface Closure extends Span {
  readonly reason: string;
}
