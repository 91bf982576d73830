import type { Site } from "../directory/directory.ts";
import { inForceAt } from "../sla/dated-hours.ts";
import type { Span } from "../sla/spans.ts";
import { type CostPerUse, costPerUse } from "../usage/cost-per-use.ts";
import { type Exposure, exposureOf } from "../usage/exposure.ts";
import { monthsOver } from "../usage/months.ts";
import type { RatePerMonth } from "../usage/poisson.ts";
import { credibleInterval, meanOf } from "../usage/posterior.ts";
import { shrunkBelief, territoryPrior } from "../usage/shrinkage.ts";
import { type ListedUnderUse, underUseList, underUseOf } from "../usage/under-use.ts";
import { type UsageRules, usualUsageRules } from "../usage/usage-rules.ts";
import { type CrossReading, readAcross, reliabilityOf, useOf } from "../usage/use-and-reliability.ts";
import type { Attendance } from "./question.ts";

/** What is said of one room or site, and on what ground. */
export interface Judged {
  readonly exposure: Exposure;
  readonly underUse: ListedUnderUse;
  /** Uses a month as believed once the sites of its territory are heard (gamma law), with the interval of that; to rank by, not to judge. */
  readonly shrunk: RatePerMonth | null;
  /** Null: no target was promised. */
  readonly crossReading: CrossReading | null;
  /** Null: no regional aid was given. */
  readonly cost: CostPerUse | null;
}

/** Rooms or sites of one list: how many are looked at weighs on what may be said of each. In their order. */
export function judgeList(
  list: readonly { readonly attendance: Attendance; readonly site: Site; readonly aidEuros: number }[],
  period: Span,
  { underUse: rules, room }: Pick<UsageRules, "underUse" | "room"> = usualUsageRules,
): Judged[] {
  const exposures = list.map(({ attendance }) => exposureOf(attendance.months));
  const verdicts = underUseList(
    exposures.map((exposure) => underUseOf(exposure, rules)),
    rules,
  );
  const byTerritory = Map.groupBy(exposures, (_, place) => territoryOf(list[place]?.site));
  return list.flatMap(({ attendance, site, aidEuros }, place) => {
    const [exposure, underUse] = [exposures[place], verdicts[place]];
    if (exposure === undefined || underUse === undefined) return [];
    return [
      {
        exposure,
        underUse,
        shrunk: shrunkRate(exposure, byTerritory.get(territoryOf(site)) ?? [], exposures),
        crossReading: readingOf(attendance, site, period, underUse),
        cost: costOf(attendance, aidEuros, period, room),
      },
    ];
  });
}

/** Where it belongs now. */
const territoryOf = (site: Site | undefined): string | undefined => site?.memberships.at(-1)?.territories[0];

function shrunkRate(own: Exposure, neighbours: readonly Exposure[], all: readonly Exposure[]): RatePerMonth | null {
  const belief = own.months > 0 ? shrunkBelief(own, territoryPrior(neighbours, all)) : null;
  return belief === null ? null : { rate: meanOf(belief), ...credibleInterval(belief) };
}

function readingOf(
  { expectedSeconds, workedSeconds, unknownSeconds }: Attendance,
  { contracts }: Site,
  { from }: Span,
  underUse: ListedUnderUse,
): CrossReading | null {
  const target = inForceAt(contracts, from).targetBasisPoints;
  if (target === null) return null;
  const seconds = { expected: expectedSeconds, worked: workedSeconds, unknown: unknownSeconds };
  return readAcross(useOf(underUse), reliabilityOf(seconds, target));
}

/** The aid and what running was declared to cost, over the months of the period; null: no aid was given. */
export function costOf(
  { uses }: Pick<Attendance, "uses">,
  aidEuros: number,
  period: Span,
  room: UsageRules["room"] = usualUsageRules.room,
): CostPerUse | null {
  return aidEuros === 0 ? null : costPerUse(uses, monthsIn(period), { ...room, aidEuros });
}

/** Of the calendar: a month that is cut counts for its share. */
function monthsIn({ from, to }: Span): number {
  return monthsOver({ from, to }).reduce(
    (sum, month) => sum + (Math.min(month.to, to) - Math.max(month.from, from)) / (month.to - month.from),
    0,
  );
}
