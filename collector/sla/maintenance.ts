import type { Span } from "./spans.ts";

/** What a declaration is about. A site stands for its endpoints, a territory for its sites as of each instant. */
export type Scope = { readonly kind: "endpoint" | "site" | "territory"; readonly id: string } | { readonly kind: "network" };

/** Once, in seconds since 1970 UTC; or again and again by an RFC 5545 rule, on the clock of the contract's time zone. */
export type MaintenanceTime =
  | ({ readonly kind: "once" } & Span)
  | {
      readonly kind: "recurring";
      /** "FREQ=MONTHLY;BYDAY=1TU;UNTIL=20271231" */
      readonly rule: string;
      /** Local date and time of the first, "2026-01-06T18:00" */
      readonly first: string;
      readonly durationSeconds: number;
    };

/**
 * One entry of the book of maintenances. Nothing is ever changed: a correction or a withdrawal is a further entry of the same
 * maintenance, and the last one says how it stands.
 */
export interface MaintenanceEntry {
  /** Grows over all entries. */
  readonly entry: number;
  /** Of the maintenance, the same in all its entries. */
  readonly id: string;
  readonly act: "declared" | "corrected" | "withdrawn";
  /** s since 1970 UTC; by the collector's clock, never given by who declares. */
  readonly declaredAt: number;
  readonly by: string;
  readonly reason: string;
  readonly scope: Scope;
  /** Null: withdrawn. */
  readonly time: MaintenanceTime | null;
}
