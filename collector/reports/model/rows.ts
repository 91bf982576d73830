import { meanOf, type Sums } from "../../accounts/period-figures.ts";
import { costOf } from "../../attendance/judge.ts";
import type { Attendance } from "../../attendance/question.ts";
import { usableSecondsOf } from "../../attendance/usable.ts";
import { figuresOf } from "../../sla/figures.ts";
import type { Span } from "../../sla/spans.ts";
import { exposureOf } from "../../usage/exposure.ts";
import { ratePerMonth } from "../../usage/poisson.ts";
import type { UsageRules } from "../../usage/usage-rules.ts";
import type { ServiceFigures, UseFigures } from "./figures.ts";

export function serviceOf({ account, ...sums }: Sums): ServiceFigures {
  const { incidents, restoreBreaches, takeChargeBreaches, clockSeconds, restarts, microOutages } = sums;
  const { service, equipment, strict, coverage, bounds, isSubjectToCaveat } = figuresOf(account);
  const { expected, maintenance, up, degraded, down, site, unknown } = account;
  return {
    account: { expected, maintenance, up, degraded, down, site, unknown },
    service,
    equipment,
    strict,
    coverage,
    low: bounds[0],
    high: bounds[1],
    isSubjectToCaveat,
    incidents,
    restoreBreaches,
    takeChargeBreaches,
    meanRestoreSeconds: meanOf(clockSeconds, incidents),
    meanUpSeconds: meanOf(up + degraded, incidents),
    restarts,
    microOutages,
  };
}

/** @param room what a room costs besides the aid */
export function useOf(attendance: Attendance, aidEuros: number, period: Span, room: UsageRules["room"]): UseFigures {
  const { uses, days, usedSeconds, serviceUsedSeconds, offHoursUses, offHoursSeconds, attempts, failedAttempts } = attendance;
  const { bridgeUses, gatewayUses, farEnds } = attendance;
  const exposure = exposureOf(attendance.months);
  return {
    uses,
    days,
    usedSeconds,
    serviceUsedSeconds,
    usableSeconds: usableSecondsOf(attendance),
    offHoursUses,
    offHoursSeconds,
    attempts,
    failedAttempts,
    exposureMonths: exposure.months,
    perMonth: ratePerMonth(exposure),
    farEndClasses: { ...attendance.farEndClasses },
    bridgeUses,
    gatewayUses,
    farEnds: { told: farEnds.told, least: farEnds.distinct[0], most: farEnds.distinct[1] },
    savings: attendance.savings,
    quality: { ...attendance.quality },
    cost: costOf(attendance, aidEuros, period, room),
  };
}
