import type { EndpointFigures, Sums } from "../../accounts/period-figures.ts";
import type { Comparison } from "./model.ts";
import { serviceOf } from "./rows.ts";
import type { Worked } from "./worked.ts";

/** The quarter before, and the same one a year before: "2026-T1" has "2025-T4" and "2025-T1". */
export function quartersBefore(quarter: string): { readonly previous: string; readonly yearBefore: string } {
  const [year, place] = [Number(quarter.slice(0, 4)), Number(quarter.slice(6))];
  return { previous: place === 1 ? `${year - 1}-T4` : `${year}-T${place - 1}`, yearBefore: `${year - 1}-T${place}` };
}

/** Both quarters of those endpoints alone that served in both: one more room is no better service. Null: nothing was observed then. */
export function comparisonOf(quarter: string, before: Worked, now: Worked): Comparison | null {
  if (before.figures.network.account.expected === before.figures.network.account.unknown) return null;
  const [then, today] = [servedIn(before), servedIn(now)];
  const common = new Set([...today.keys()].filter((id) => then.has(id)));
  if (common.size === 0) return null;
  return {
    quarter,
    common: common.size,
    added: [...today.keys()].filter((id) => !common.has(id)),
    removed: [...then.keys()].filter((id) => !common.has(id)),
    before: { service: serviceOf(sumOver(then, common)), uses: usesOver(before, common) },
    now: { service: serviceOf(sumOver(today, common)), uses: usesOver(now, common) },
  };
}

/** Who was expected to serve at any time. */
const servedIn = ({ figures }: Worked): Map<string, EndpointFigures> =>
  new Map(figures.endpoints.filter(({ account }) => account.expected > 0).map((one) => [one.id, one]));

function sumOver(all: ReadonlyMap<string, EndpointFigures>, ids: ReadonlySet<string>): Sums {
  const own = [...ids].flatMap((id) => all.get(id) ?? []);
  const total = (pick: (one: Sums) => number): number => own.reduce((sum, one) => sum + pick(one), 0);
  return {
    account: {
      expected: total(({ account }) => account.expected),
      maintenance: total(({ account }) => account.maintenance),
      up: total(({ account }) => account.up),
      degraded: total(({ account }) => account.degraded),
      down: total(({ account }) => account.down),
      site: total(({ account }) => account.site),
      unknown: total(({ account }) => account.unknown),
    },
    incidents: total(({ incidents }) => incidents),
    restoreBreaches: total(({ restoreBreaches }) => restoreBreaches),
    takeChargeBreaches: total(({ takeChargeBreaches }) => takeChargeBreaches),
    clockSeconds: total(({ clockSeconds }) => clockSeconds),
    restarts: total(({ restarts }) => restarts),
    microOutages: total(({ microOutages }) => microOutages),
  };
}

const usesOver = ({ attendance }: Worked, ids: ReadonlySet<string>): number =>
  attendance.endpoints.reduce((sum, { endpoint, uses }) => sum + (ids.has(endpoint.id) ? uses : 0), 0);
