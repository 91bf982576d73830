import { usableSecondsOf } from "../collector/attendance/usable.ts";
import { campaignBody } from "../collector/desk/campaigns.ts";
import { qualitySharesOf } from "../collector/quality/quality-counts.ts";
import { medianMinutes } from "../collector/usage/add-counts.ts";
import type { FarEndCounts } from "../collector/usage/far-ends.ts";
import type { Savings } from "../collector/usage/savings.ts";
import { isoLocal } from "./fr-moments.ts";
import type { ShownUsage, ShownUse } from "./usage-shown.ts";

/** Counts are whole; rates, shares and euros are numbers; null: nothing can be said. Instants carry the offset of the network's clock. */
export function usageJson({ quarter, month, period, rows, rules, incidentEffect, campaigns }: ShownUsage): object {
  return {
    quarter,
    month,
    from: isoLocal(period.from),
    to: isoLocal(period.to),
    rules,
    usage: rows.map(rowJson),
    incidentEffect,
    campaigns: campaigns.map(({ campaign, ...effect }) => ({ campaign: campaignBody(campaign), ...effect })),
  };
}

function rowJson({ level, id, name, attendance: one, exposure, rate, judged, cost, study, trend, extinction }: ShownUse): object {
  const { expectedSeconds, workedSeconds, unknownSeconds, lastUse, places } = one;
  return {
    level,
    id,
    name,
    endpoints: one.endpoints,
    sites: one.sites,
    uses: one.uses,
    days: one.days,
    seconds: { used: one.usedSeconds, usedInService: one.serviceUsedSeconds, usedOffHours: one.offHoursSeconds },
    serviceSeconds: { expected: expectedSeconds, worked: workedSeconds, unknown: unknownSeconds, usable: usableSecondsOf(one) },
    occupation: occupationOf(one),
    offHoursUses: one.offHoursUses,
    medianMinutes: medianMinutes(one),
    attempts: { all: one.attempts, failed: one.failedAttempts, short: one.shortCalls, retries: one.retries, hard: one.hardAttempts },
    difficultyIndex: one.attempts === 0 ? null : one.hardAttempts / one.attempts,
    farEnds: one.farEnds,
    farEndClasses: one.farEndClasses,
    farEndPlaces: Object.fromEntries(places),
    bridgeUses: one.bridgeUses,
    gatewayUses: one.gatewayUses,
    calls: one.quality,
    callShares: qualitySharesOf(one.quality).shares,
    savings: one.savings,
    lastUse: lastUse === null ? null : { from: isoLocal(Math.floor(lastUse.from / 1000)), to: isoLocal(Math.ceil(lastUse.to / 1000)) },
    months: level === "site" || level === "endpoint" ? one.months : null,
    exposure,
    usesPerMonth: rate,
    underUse: judged?.underUse ?? null,
    neighbours: judged?.shrunk ?? null,
    crossReading: judged?.crossReading ?? null,
    costEuros: cost,
    study,
    trend,
    extinction,
  };
}

/** Of the open hours without the time it did not work, 0 to 1; null: there were none. */
function occupationOf(attendance: ShownUse["attendance"]): number | null {
  const usable = usableSecondsOf(attendance);
  return usable === 0 ? null : Math.min(1, attendance.serviceUsedSeconds / usable);
}

const columns = [
  "level,id,name,endpoints,sites,uses,days,used_s,service_used_s,usable_s,occupation,off_hours_s,off_hours_uses,median_minutes",
  "attempts,failed_attempts,short_calls,retries,hard_attempts,far_end_told,far_ends_low,far_ends_high,first_far_end_low",
  "first_far_end_high,bridge_uses,gateway_uses,same_epci,brittany_near,brittany_far,brittany,france,abroad,unknown,good_calls",
  "degraded_calls,bad_calls,unclassified_calls,exposure_months,uses_per_month,rate_low,rate_high,under_use,probability",
  "cost_per_use_euros,cost_low_euros,cost_high_euros,quadrant,action,saved_uses,unknown_far_end_uses,sea_crossing_uses,saved_trips",
  "saved_km_low,saved_km,saved_km_high,saved_hours,saved_co2_kg_low,saved_co2_kg,saved_co2_kg_high,neighbours_rate,trend,extinction",
];

export function usageCsv({ rows }: ShownUsage): (string | number | null)[][] {
  return [columns.join().split(","), ...rows.map(csvRow)];
}

type Cells = (string | number | null)[];

function csvRow(row: ShownUse): Cells {
  const { level, id, name, attendance: one, exposure, trend, extinction } = row;
  const { same_epci, brittany_near, brittany_far, brittany, france, abroad, unknown } = one.farEndClasses;
  const { good, degraded, bad, unclassified } = one.quality;
  const groups: Cells[] = [
    [level, id, name, one.endpoints, one.sites, one.uses, one.days, one.usedSeconds, one.serviceUsedSeconds, usableSecondsOf(one)],
    [rounded(occupationOf(one)), one.offHoursSeconds, one.offHoursUses, medianMinutes(one)],
    [one.attempts, one.failedAttempts, one.shortCalls, one.retries, one.hardAttempts, ...farEndCells(one.farEnds)],
    [one.bridgeUses, one.gatewayUses, same_epci, brittany_near, brittany_far, brittany, france, abroad, unknown],
    [good, degraded, bad, unclassified, rounded(exposure.months), ...rateCells(row), ...judgedCells(row), ...savingCells(one.savings)],
    [rounded(row.judged?.shrunk?.rate), trend?.direction ?? null, extinction?.state ?? null],
  ];
  return groups.flat();
}

const rateCells = ({ rate }: ShownUse): Cells => [rounded(rate?.rate), rounded(rate?.low), rounded(rate?.high)];

function judgedCells({ judged, cost }: ShownUse): Cells {
  const { verdict = null, probability = null } = judged?.underUse ?? {};
  const { quadrant = null, action = null } = judged?.crossReading ?? {};
  return [verdict, rounded(probability), rounded(cost?.perUse), rounded(cost?.low), rounded(cost?.high), quadrant, action];
}

function savingCells({ low, central, high, estimated, notEstimated }: Savings): Cells {
  const cases = [low, central, high];
  const kilometres = cases.map(({ km }) => rounded(km));
  const carbon = cases.map(({ co2Kg }) => rounded(co2Kg));
  const { unknown_far_end, sea_crossing } = notEstimated;
  return [estimated, unknown_far_end, sea_crossing, rounded(central.trips), ...kilometres, rounded(central.hours), ...carbon];
}

const farEndCells = ({ told, distinct, first }: FarEndCounts): number[] => [told, ...distinct, ...first];

/** Four decimals say more than the counts behind them do. */
const rounded = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : Math.round(value * 1e4) / 1e4;
