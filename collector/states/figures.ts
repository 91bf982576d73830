import { type AccountsQuestion, accountsOf, allAccounts, type EndpointAccount } from "../accounts/accounts.ts";
import type { LiveAccounts } from "../accounts/live-accounts.ts";
import { PoolingByPlace, type Pools } from "../accounts/pool.ts";
import type { Basis } from "../accounts/terms.ts";
import type { Ledger } from "../ledger/port.ts";
import { type Availability, availabilityOfSeconds } from "../sla/availability.ts";
import { networkTimeZone, quarterAt, quarterSpan, startOfLocalDay } from "../sla/calendar.ts";
import type { Span } from "../sla/spans.ts";

/** Availability of one endpoint in the hours its service is promised in: since midnight, over the last 30 days, and this quarter, up to now. */
export interface EndpointFigures {
  readonly today: Availability;
  readonly last30Days: Availability;
  readonly quarter: QuarterFigure;
}

export interface QuarterFigure extends Availability {
  /** Null: no target is promised. */
  readonly targetBasisPoints: number | null;
  /** Null: nothing was promised, or nothing can be said. */
  readonly isMet: boolean | null;
}

/** Figures of everybody at one instant. */
export interface FiguresNow {
  readonly endpoints: ReadonlyMap<string, EndpointFigures>;
  /** "2026-T4" */
  readonly quarter: string;
  /** Of this quarter up to now: sites, territories, network. */
  readonly pools: Pools;
}

const thirtyDaysS = 30 * 86_400;
const nothing = availabilityOfSeconds({ up: 0, degraded: 0, down: 0, site: 0, unknown: 0 });

/** Of what no figures were worked out of. */
export const noFigures: EndpointFigures = {
  today: nothing,
  last30Days: nothing,
  quarter: { ...nothing, targetBasisPoints: null, isMet: null },
};

/**
 * Figures of every endpoint of the directory. Envelopes do not wait behind them: the ledger gives others their turn meanwhile.
 * @param live the quarter to date, where it is kept at hand; it is read from the ledger otherwise
 */
export async function figuresOf(
  ledger: Pick<Ledger, "statesOfMany">,
  basis: Basis,
  nowMs: number,
  live?: LiveAccounts,
): Promise<FiguresNow> {
  const now = Math.floor(nowMs / 1000);
  const quarter = quarterAt(now, networkTimeZone);
  const over = (period: Span): AccountsQuestion => ({ ...basis, period, until: now });
  const [today, last30Days] = [new Map<string, Availability>(), new Map<string, Availability>()];
  for await (const one of accountsOf(ledger, over({ from: startOfLocalDay(now, networkTimeZone), to: now })))
    today.set(one.endpoint.id, availabilityIn(one));
  for await (const one of accountsOf(ledger, over({ from: now - thirtyDaysS, to: now })))
    last30Days.set(one.endpoint.id, availabilityIn(one));
  const endpoints = new Map<string, EndpointFigures>();
  const pooling = new PoolingByPlace(basis.directory);
  const toDate = over(quarterSpan(quarter, networkTimeZone) ?? { from: now, to: now });
  const accounts = live === undefined ? await allAccounts(ledger, toDate) : [...(await live.current()).values()];
  for (const one of accounts) {
    pooling.add(one);
    const { id } = one.endpoint;
    endpoints.set(id, { today: today.get(id) ?? nothing, last30Days: last30Days.get(id) ?? nothing, quarter: quarterFigure(one) });
  }
  return { endpoints, quarter, pools: pooling.result() };
}

function quarterFigure(one: EndpointAccount): QuarterFigure {
  return { ...availabilityIn(one), targetBasisPoints: one.terms.contract.targetBasisPoints, isMet: one.isMet };
}

function availabilityIn({ account: { up, degraded, down, site, unknown } }: EndpointAccount): Availability {
  return availabilityOfSeconds({ up, degraded, down, site, unknown });
}
