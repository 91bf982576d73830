import type { Directory } from "../../directory/directory.ts";
import { inForceAt } from "../../sla/dated-hours.ts";
import type { Span } from "../../sla/spans.ts";
import type { Point } from "./point.ts";

/** What is said of a site over a quarter, as it is written. Null: nothing can be said. */
export interface SiteQuarterRow {
  readonly site: string;
  readonly uses: number;
  /** Months, each for the share in which the site could be used. */
  readonly exposureMonths: number;
  readonly perMonth: RateRow | null;
  /** Uses a month once the neighbours are heard: to rank by. */
  readonly shrunk: RateRow | null;
  readonly verdict: string;
  readonly probability: number | null;
  readonly quadrant: string | null;
  readonly action: string | null;
  /** Euros a use. */
  readonly cost: { readonly perUse: number | null; readonly low: number; readonly high: number | null } | null;
  /** Of the usable hours of service, 0 to 1. */
  readonly occupation: number | null;
  readonly medianMinutes: number | null;
  /** Local midnight of the day, s since 1970 UTC; the hour of a use is nobody's business here. */
  readonly lastUseDay: number | null;
  readonly farEndClasses: Readonly<Record<string, number>>;
  readonly savings: Readonly<Record<"low" | "central" | "high", Readonly<Record<"trips" | "km" | "hours" | "co2Kg", number>>>> & {
    readonly estimated: number;
  };
}

interface RateRow {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Written where nothing can be said, for a field left out would leave what was written before. */
const notSaid = -1;
const notSaidWord = "none";

/** One point at the local midnight a quarter begins with, in the territory of that day, written again as the quarter goes on. */
export function siteQuarterPoint(row: SiteQuarterRow, { from, to }: Span, until: number, directory: Directory): Point {
  const site = directory.site(row.site);
  const territory = site === undefined ? undefined : inForceAt(site.memberships, from).territories[0];
  return {
    measurement: "site_quarter",
    tags: {
      site: row.site,
      ...(territory === undefined ? {} : { territory }),
      ...(site === undefined ? {} : { host_kind: site.hostKind }),
    },
    timestamp: from * 1000,
    fields: { ...useFields(row), ...judgedFields(row), ...farEndFields(row), over: Number(to <= until) },
  };
}

function useFields({ uses, exposureMonths, perMonth, shrunk, occupation, medianMinutes, lastUseDay }: SiteQuarterRow) {
  return {
    uses,
    exposure_months: exposureMonths,
    uses_per_month: perMonth?.rate ?? notSaid,
    uses_per_month_low: perMonth?.low ?? notSaid,
    uses_per_month_high: perMonth?.high ?? notSaid,
    neighbours_per_month: shrunk?.rate ?? notSaid,
    occupation: occupation ?? notSaid,
    median_minutes: medianMinutes ?? notSaid,
    last_use_day_ms: lastUseDay === null ? notSaid : lastUseDay * 1000,
  };
}

function judgedFields({ verdict, probability, quadrant, action, cost }: SiteQuarterRow) {
  return {
    verdict,
    probability: probability ?? notSaid,
    quadrant: quadrant ?? notSaidWord,
    action: action ?? notSaidWord,
    cost_per_use_euros: cost?.perUse ?? notSaid,
    cost_low_euros: cost?.low ?? notSaid,
    cost_high_euros: cost?.high ?? notSaid,
  };
}

function farEndFields({ farEndClasses, savings }: SiteQuarterRow) {
  return {
    ...Object.fromEntries(Object.entries(farEndClasses).map(([name, uses]) => [`far_end_${name}`, uses])),
    saved_uses: savings.estimated,
    ...savingFields("low", savings.low),
    ...savingFields("central", savings.central),
    ...savingFields("high", savings.high),
  };
}

function savingFields(name: string, { trips, km, hours, co2Kg }: SiteQuarterRow["savings"]["central"]): Record<string, number> {
  return {
    [`saved_trips_${name}`]: trips,
    [`saved_km_${name}`]: km,
    [`saved_hours_${name}`]: hours,
    [`saved_co2_kg_${name}`]: co2Kg,
  };
}
