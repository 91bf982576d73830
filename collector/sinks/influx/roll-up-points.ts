import type { Directory } from "../../directory/directory.ts";
import { inForceAt } from "../../sla/dated-hours.ts";
import type { Span } from "../../sla/spans.ts";
import { endpointTags } from "./measurements.ts";
import type { Point } from "./point.ts";

/** Written by the roll-ups alone, beside the measurements of single events. */
export const rollUpMeasurements = ["usage", "availability", "site_quarter"] as const;

export type RollUpPeriod = "day" | "month";

/** What one endpoint came to in a day or a month. Nothing in it is of one call, and no far end. */
export interface RollUp {
  readonly endpoint: string;
  readonly expectedSeconds: number;
  readonly workedSeconds: number;
  readonly unknownSeconds: number;
  readonly uses: number;
  readonly days: number;
  readonly usedSeconds: number;
  readonly serviceUsedSeconds: number;
  readonly offHoursSeconds: number;
  readonly offHoursUses: number;
  readonly attempts: number;
  readonly failedAttempts: number;
  readonly hardAttempts: number;
  readonly retries: number;
  readonly shortCalls: number;
  readonly bridgeUses: number;
  readonly gatewayUses: number;
  readonly quality: Readonly<Record<"good" | "degraded" | "bad" | "unclassified", number>>;
}

export interface RolledUp extends Span {
  readonly period: RollUpPeriod;
  /** Later is not known yet, s since 1970 UTC: a period that goes on is written again. */
  readonly until: number;
}

/**
 * Two points at the local midnight a period begins with. Every field is always there, and no tag depends on what was counted, so that what
 * is told late takes the place of what was written. Sums only: a ratio of a territory is a ratio of sums.
 */
export function rollUpPoints(row: RollUp, span: RolledUp, directory: Directory): Point[] {
  const place = { tags: tagsOf(row.endpoint, span, directory), timestamp: span.from * 1000 };
  const isOver = Number(span.to <= span.until);
  return [
    { measurement: "usage", ...place, fields: { ...usageFields(row), over: isOver } },
    {
      measurement: "availability",
      ...place,
      fields: { ...availabilityFields(row, targetOf(row.endpoint, span.from, directory)), over: isOver },
    },
  ];
}

/** The territory of that time: a site that moves later leaves its past where it was. */
function tagsOf(endpoint: string, { from, period }: RolledUp, directory: Directory): Record<string, string> {
  const tags = endpointTags(directory, endpoint);
  const site = directory.site(tags["site"] ?? "");
  const territory = site === undefined ? undefined : inForceAt(site.memberships, from).territories[0];
  return { ...tags, ...(territory === undefined ? {} : { territory }), period };
}

/** The availability promised when a period began, in basis points; null: nothing was. */
function targetOf(endpoint: string, from: number, directory: Directory): number | null {
  const site = directory.site(directory.endpoint(endpoint)?.site ?? "");
  return site === undefined ? null : inForceAt(site.contracts, from).targetBasisPoints;
}

/** What was promised is a sum too: the target of a territory is `target_seconds` over `promised_seconds`. */
const availabilityFields = ({ expectedSeconds, workedSeconds, unknownSeconds }: RollUp, targetBasisPoints: number | null) => ({
  expected_seconds: expectedSeconds,
  worked_seconds: workedSeconds,
  unknown_seconds: unknownSeconds,
  promised_seconds: targetBasisPoints === null ? 0 : expectedSeconds,
  target_seconds: ((targetBasisPoints ?? 0) * expectedSeconds) / 10_000,
});

const usageFields = (row: RollUp) => ({
  uses: row.uses,
  use_days: row.days,
  used_seconds: row.usedSeconds,
  service_used_seconds: row.serviceUsedSeconds,
  off_hours_seconds: row.offHoursSeconds,
  off_hours_uses: row.offHoursUses,
  attempts: row.attempts,
  failed_attempts: row.failedAttempts,
  hard_attempts: row.hardAttempts,
  retries: row.retries,
  short_calls: row.shortCalls,
  bridge_uses: row.bridgeUses,
  gateway_uses: row.gatewayUses,
  good_calls: row.quality.good,
  degraded_calls: row.quality.degraded,
  bad_calls: row.quality.bad,
  unclassified_calls: row.quality.unclassified,
});
