import type { Directory } from "../directory/directory.ts";
import { timeIn } from "../directory/time-in.ts";
import { type Account, accountOf } from "../sla/account.ts";
import { type Figures, figuresOf } from "../sla/figures.ts";
import { intersect, type Span } from "../sla/spans.ts";
import type { EndpointAccount } from "./accounts.ts";
import type { ReportedIncident } from "./incident-report.ts";

/** Several endpoints as one: sums of seconds, never means of percentages. */
export interface Pool {
  readonly account: Account;
  readonly figures: Figures;
  readonly incidents: number;
  /** Of the incidents, those that lasted longer than guaranteed. */
  readonly breaches: number;
  /** Of the incidents, those that nobody took charge of in time; null: what people said was not asked. */
  readonly takeChargeBreaches: number | null;
  /** Of all incidents together, on the contract's clock. */
  readonly clockSeconds: number;
  /** MTTR: mean of the contract's clock until restored, s; null: no incident. */
  readonly meanRestoreSeconds: number | null;
  /** MTBF: mean of the time that worked between incidents, s; null: no incident. */
  readonly meanUpSeconds: number | null;
  readonly endpoints: EndpointCounts;
}

/** "n équipements sur N à l'objectif". Neither met nor missed: nothing was promised, or nothing can be said. */
export interface EndpointCounts {
  readonly all: number;
  readonly met: number;
  readonly missed: number;
}

/** Adds accounts up one by one. */
export class Pooling {
  #account: Account = { expected: 0, maintenance: 0, up: 0, degraded: 0, down: 0, site: 0, unknown: 0 };
  #incidents = 0;
  #breaches = 0;
  #takeChargeBreaches: number | null = null;
  #clockSeconds = 0;
  #endpoints = { all: 0, met: 0, missed: 0 };

  /**
   * @param when of the period, the time in which the endpoint is counted here; all of it where none is given
   * @param reported its incidents with what people said of them
   */
  add(one: EndpointAccount, when?: readonly Span[], reported?: readonly ReportedIncident[]): void {
    const isWhole = when === undefined || isAllOf(when, one.terms.period);
    this.#account = sumOf(this.#account, isWhole ? one.account : partOf(one, when));
    // An incident counts where the endpoint was when it began.
    const isOwn = ({ from }: Span): boolean => isWhole || when.some((span) => span.from <= from && from < span.to);
    const own = one.incidents.filter(isOwn);
    if (reported !== undefined) {
      const late = reported.filter((incident) => incident.isTakeChargeBreach === true && isOwn(incident));
      this.#takeChargeBreaches = (this.#takeChargeBreaches ?? 0) + late.length;
    }
    this.#incidents += own.length;
    this.#breaches += own.filter(({ isBreach }) => isBreach === true).length;
    this.#clockSeconds += own.reduce((sum, { clockSeconds }) => sum + clockSeconds, 0);
    this.#endpoints.all += 1;
    if (one.isMet === true) this.#endpoints.met += 1;
    if (one.isMet === false) this.#endpoints.missed += 1;
  }

  result(): Pool {
    const worked = this.#account.up + this.#account.degraded;
    return {
      account: this.#account,
      figures: figuresOf(this.#account),
      incidents: this.#incidents,
      breaches: this.#breaches,
      takeChargeBreaches: this.#takeChargeBreaches,
      clockSeconds: this.#clockSeconds,
      meanRestoreSeconds: this.#incidents === 0 ? null : this.#clockSeconds / this.#incidents,
      meanUpSeconds: this.#incidents === 0 ? null : worked / this.#incidents,
      endpoints: { ...this.#endpoints },
    };
  }
}

export interface Pools {
  readonly sites: ReadonlyMap<string, Pool>;
  readonly territories: ReadonlyMap<string, Pool>;
  readonly network: Pool;
}

/** Sites, territories and the network. A site that changed its territory is counted in each for its time; one may be in several at once. */
export class PoolingByPlace {
  readonly #directory: Directory;
  readonly #sites = new Map<string, Pooling>();
  readonly #territories = new Map<string, Pooling>();
  readonly #network = new Pooling();

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  /** @param reported its incidents with what people said of them, of all endpoints or of none */
  add(one: EndpointAccount, reported?: readonly ReportedIncident[]): void {
    poolingAt(this.#sites, one.site.id).add(one, undefined, reported);
    for (const { id } of this.#directory.territories) {
      const when = timeIn(id, one.site, one.terms.period);
      if (when.length > 0) poolingAt(this.#territories, id).add(one, when, reported);
    }
    this.#network.add(one, undefined, reported);
  }

  result(): Pools {
    return { sites: resultsOf(this.#sites), territories: resultsOf(this.#territories), network: this.#network.result() };
  }
}

function poolingAt(poolings: Map<string, Pooling>, id: string): Pooling {
  const pooling = poolings.get(id) ?? new Pooling();
  poolings.set(id, pooling);
  return pooling;
}

const resultsOf = (poolings: ReadonlyMap<string, Pooling>): Map<string, Pool> =>
  new Map([...poolings].map(([id, pooling]) => [id, pooling.result()]));

function isAllOf(when: readonly Span[], { from, to }: Span): boolean {
  const [only] = when;
  return when.length === 1 && only !== undefined && only.from <= from && only.to >= to;
}

function partOf({ states, terms: { time } }: EndpointAccount, when: readonly Span[]): Account {
  return accountOf(states, { expected: intersect(time.expected, when), maintenance: intersect(time.maintenance, when) });
}

function sumOf(left: Account, right: Account): Account {
  return {
    expected: left.expected + right.expected,
    maintenance: left.maintenance + right.maintenance,
    up: left.up + right.up,
    degraded: left.degraded + right.degraded,
    down: left.down + right.down,
    site: left.site + right.site,
    unknown: left.unknown + right.unknown,
  };
}
