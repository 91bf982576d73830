import type { EndpointAccount } from "../../accounts/accounts.ts";
import { type Account, accountOf } from "../../sla/account.ts";
import { intersect, type Span } from "../../sla/spans.ts";
import type { MonthOfUse } from "../../usage/exposure.ts";
import { type Month, monthsOver } from "../../usage/months.ts";
import type { MonthRow } from "./details.ts";

/** The months of a quarter, added up endpoint by endpoint. */
export class MonthRows {
  readonly #months: readonly { readonly month: Month; readonly account: Record<keyof Account, number>; incidents: number }[];

  constructor(period: Span) {
    this.#months = monthsOver(period).map((month) => ({
      month,
      account: { expected: 0, maintenance: 0, up: 0, degraded: 0, down: 0, site: 0, unknown: 0 },
      incidents: 0,
    }));
  }

  add({ states, terms: { time, period }, incidents }: EndpointAccount): void {
    for (const row of this.#months) {
      const within = [row.month];
      const own = accountOf(states, { expected: intersect(time.expected, within), maintenance: intersect(time.maintenance, within) });
      for (const name of ["expected", "maintenance", "up", "degraded", "down", "site", "unknown"] as const) row.account[name] += own[name];
      // One that was there when the quarter began is of its first month, as it is of the quarter.
      const began = incidents.filter(({ from }) => isIn(row.month, Math.max(from, period.from)));
      row.incidents += began.length;
    }
  }

  /** @param used months of all sites, one after the other */
  rows(used: readonly MonthOfUse[]): MonthRow[] {
    const uses = Map.groupBy(used, ({ month }) => month);
    return this.#months.map(({ month: { name }, account, incidents }) => ({
      month: name,
      account,
      incidents,
      uses: (uses.get(name) ?? []).reduce((sum, one) => sum + one.uses, 0),
    }));
  }
}

const isIn = ({ from, to }: Span, second: number): boolean => from <= second && second < to;
