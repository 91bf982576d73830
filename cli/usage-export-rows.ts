import type { PlaceAttendance } from "../collector/attendance/question.ts";
import type { Directory } from "../collector/directory/directory.ts";
import { inForceAt } from "../collector/sla/dated-hours.ts";
import type { Month } from "../collector/usage/months.ts";
import { leastPublished } from "./small-counts.ts";

export type ExportCell = string | number | boolean | null;

/** One site and month, by column. In a published one null is "hidden" where `is_hidden` says so. */
export type ExportRow = ReadonlyMap<string, ExportCell>;

const words = ["month", "territory", "territory_siren", "site", "host_kind"] as const;
const service = ["endpoints", "expected_s", "worked_s", "unknown_s"] as const;
const counts = [
  "uses",
  "use_days",
  "off_hours_uses",
  "bridge_uses",
  "gateway_uses",
  "attempts",
  "failed_attempts",
  "hard_attempts",
  "retries",
  "short_calls",
  "good_calls",
  "degraded_calls",
  "bad_calls",
  "unclassified_calls",
] as const;
const lengths = ["used_s", "service_used_s", "off_hours_s"] as const;

/** In their order; what each holds. Written down once, for both formats. */
export const exportColumns: readonly { readonly name: string; readonly type: "STRING" | "INT32" | "BOOLEAN"; readonly isCount: boolean }[] =
  [
    ...words.map((name) => ({ name, type: "STRING" as const, isCount: false })),
    ...service.map((name) => ({ name, type: "INT32" as const, isCount: false })),
    ...counts.map((name) => ({ name, type: "INT32" as const, isCount: true })),
    ...lengths.map((name) => ({ name, type: "INT32" as const, isCount: false })),
    { name: "is_hidden", type: "BOOLEAN", isCount: false },
  ];

export function exportRow(site: PlaceAttendance, month: Month, directory: Directory): ExportRow {
  const known = directory.site(site.id);
  const territory = known === undefined ? undefined : directory.territory(inForceAt(known.memberships, month.from).territories[0] ?? "");
  const { good, degraded, bad, unclassified } = site.quality;
  const values: Record<string, ExportCell> = {
    month: month.name,
    territory: territory?.id ?? null,
    territory_siren: territory?.siren ?? null,
    site: site.id,
    host_kind: known?.hostKind ?? null,
    endpoints: site.endpoints,
    expected_s: site.expectedSeconds,
    worked_s: site.workedSeconds,
    unknown_s: site.unknownSeconds,
    uses: site.uses,
    use_days: site.days,
    off_hours_uses: site.offHoursUses,
    bridge_uses: site.bridgeUses,
    gateway_uses: site.gatewayUses,
    attempts: site.attempts,
    failed_attempts: site.failedAttempts,
    hard_attempts: site.hardAttempts,
    retries: site.retries,
    short_calls: site.shortCalls,
    good_calls: good,
    degraded_calls: degraded,
    bad_calls: bad,
    unclassified_calls: unclassified,
    used_s: site.usedSeconds,
    service_used_s: site.serviceUsedSeconds,
    off_hours_s: site.offHoursSeconds,
    is_hidden: false,
  };
  return new Map(exportColumns.map(({ name }) => [name, values[name] ?? null]));
}

/**
 * What may be published of a row. Of few uses nothing that came of them; of a part of them that is small, or all but a small part, neither
 * the part nor its time: it could be had from the rest.
 */
export function publicRow(row: ExportRow): ExportRow {
  const uses = countIn(row, "uses");
  const hidden = new Set<string>();
  if (isSmall(uses)) for (const name of [...counts, ...lengths]) hidden.add(name);
  for (const name of counts) if (isSmall(countIn(row, name))) hidden.add(name);
  for (const name of ["off_hours_uses", "bridge_uses", "gateway_uses"]) if (isSmall(uses - countIn(row, name))) hidden.add(name);
  for (const name of ["failed_attempts", "hard_attempts", "short_calls"]) {
    if (isSmall(countIn(row, "attempts") - countIn(row, name))) hidden.add(name);
  }
  const grades = ["good_calls", "degraded_calls", "bad_calls", "unclassified_calls"];
  // One hidden grade would be what is missing from the calls of the month.
  if (grades.some((name) => hidden.has(name))) for (const name of grades) hidden.add(name);
  if (hidden.has("off_hours_uses")) for (const name of ["off_hours_s", "service_used_s"]) hidden.add(name);
  if (hidden.size === 0) return row;
  const shown = [...row].map(([name, value]) => [name, hidden.has(name) ? null : value] as const);
  return new Map([...shown, ["is_hidden", true]]);
}

const isSmall = (count: number): boolean => count > 0 && count < leastPublished;

function countIn(row: ExportRow, name: string): number {
  const value = row.get(name);
  return typeof value === "number" ? value : 0;
}
