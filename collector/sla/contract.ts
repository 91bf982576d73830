import type { OpeningHours } from "./opening-hours.ts";

/** What was promised to whom uses the rooms. Seconds unless named otherwise; null: nothing was promised. */
export interface ServiceContract {
  /** Share of the expected time that must have worked, in basis points: 99.5 % is 9950. */
  readonly targetBasisPoints: number | null;
  /** A maintenance counts no sooner than this after it was declared. */
  readonly noticeSeconds: number;
  /** GTI: until somebody has taken charge of an incident. */
  readonly takeChargeSeconds: number | null;
  /** GTR: until the service is restored. */
  readonly restoreSeconds: number | null;
  /** A return that lasts less is no return. */
  readonly stableSeconds: number;
  /** When the clocks of GTI and GTR run; null: in the hours of the site. */
  readonly clockHours: OpeningHours | null;
}

/** A contract in force from an instant (s since 1970 UTC) until the next one begins. */
export interface DatedContract extends ServiceContract {
  readonly from: number;
}

/** Nothing was promised: figures are worked out, no target is held or missed. */
export const noContract: DatedContract = {
  from: 0,
  targetBasisPoints: null,
  noticeSeconds: 0,
  takeChargeSeconds: null,
  restoreSeconds: null,
  stableSeconds: 900,
  clockHours: null,
};
