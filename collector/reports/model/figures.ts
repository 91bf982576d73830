import { type Static, Type } from "typebox";
import { farEndClasses } from "../../usage/far-end-class.ts";
import { notEstimatedReasons } from "../../usage/savings.ts";
import { qualityGrades } from "../../usage/use-counts.ts";
import { Count, closed, countsBy, nullable } from "./shapes.ts";

/** Whole seconds of two kinds: shown as a share, truncated. */
export const Ratio = closed({ part: Count, whole: Count });
export type Ratio = Static<typeof Ratio>;

/** The service of an endpoint or of several, in seconds added up. Null: it cannot be said. */
export const ServiceFigures = closed({
  account: countsBy(["expected", "maintenance", "up", "degraded", "down", "site", "unknown"]),
  service: nullable(Ratio),
  equipment: nullable(Ratio),
  strict: nullable(Ratio),
  coverage: nullable(Ratio),
  /** The service if all that is unknown had been down, and if it had been up. */
  low: nullable(Ratio),
  high: nullable(Ratio),
  isSubjectToCaveat: Type.Boolean(),
  incidents: Count,
  /** Of the incidents, those over the GTR, and those over the GTI. */
  restoreBreaches: Count,
  takeChargeBreaches: Count,
  /** MTTR and MTBF, whole s; null: no incident. */
  meanRestoreSeconds: nullable(Count),
  meanUpSeconds: nullable(Count),
  restarts: Count,
  microOutages: Count,
});
export type ServiceFigures = Static<typeof ServiceFigures>;

/** What was not driven, there and back. */
const Saving = closed({ trips: Type.Number(), km: Type.Number(), hours: Type.Number(), co2Kg: Type.Number() });

/** An order of magnitude, with the uses that it speaks of and those that it does not. */
const SavingsFigures = closed({
  low: Saving,
  central: Saving,
  high: Saving,
  estimated: Count,
  notEstimated: countsBy(notEstimatedReasons),
});

const Interval = closed({ rate: Type.Number(), low: Type.Number(), high: Type.Number() });

export const UseFigures = closed({
  uses: Count,
  days: Count,
  usedSeconds: Count,
  serviceUsedSeconds: Count,
  /** Of the expected time, what the room could be used: what is unknown included. */
  usableSeconds: Count,
  offHoursUses: Count,
  offHoursSeconds: Count,
  attempts: Count,
  failedAttempts: Count,
  /** Months in which the room could be used, each for its share. */
  exposureMonths: Type.Number(),
  /** Uses a month and a site, or an endpoint, with the interval of 95 %; null: no month counts. */
  perMonth: nullable(Interval),
  farEndClasses: countsBy(farEndClasses),
  bridgeUses: Count,
  gatewayUses: Count,
  /** Different far ends, between two numbers where hashes of several sites cannot be compared; of the uses whose far end was told. */
  farEnds: closed({ told: Count, least: Count, most: Count }),
  /** Null: not worked out. */
  savings: nullable(SavingsFigures),
  /** Calls by class of quality. */
  quality: countsBy(qualityGrades),
  /** The aid written off over the quarter, by its uses, euros; `perUse` null: without use. Null: no aid was given. */
  cost: nullable(closed({ cost: Type.Number(), perUse: nullable(Type.Number()), low: Type.Number(), high: nullable(Type.Number()) })),
});
export type UseFigures = Static<typeof UseFigures>;
