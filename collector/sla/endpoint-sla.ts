import { type Account, accountOf, cutStates, nameHoles, type StateSpan } from "./account.ts";
import type { ServiceContract } from "./contract.ts";
import { type Figures, figuresOf, isMet } from "./figures.ts";
import { type Incident, incidentsOf } from "./incidents.ts";
import type { ServiceTime } from "./service-time.ts";
import { type Span, secondsWithin } from "./spans.ts";

/** What an endpoint is held against over one period. */
export interface EndpointTerms {
  readonly period: Span;
  /** What was promised of the period, and what was taken out of it. */
  readonly time: ServiceTime;
  /** In service and not in maintenance, whatever the hours; as far around the period as incidents may reach. */
  readonly measured: readonly Span[];
  /** Of `measured`, the hours in which the clocks of the contract run. */
  readonly clock: readonly Span[];
  readonly contract: Pick<ServiceContract, "targetBasisPoints" | "takeChargeSeconds" | "restoreSeconds" | "stableSeconds">;
}

/** The service of one endpoint over a period. */
export interface EndpointSla {
  readonly account: Account;
  readonly figures: Figures;
  /** Null: nothing was promised, or nothing can be said. */
  readonly isMet: boolean | null;
  /** Whole incidents that reach into the period, even where they begin before or end after it. */
  readonly incidents: readonly Incident[];
}

/** @param states in order, without overlap, as far around the period as `measured`; what none names is unknown */
export function slaOf(states: readonly StateSpan[], terms: EndpointTerms): EndpointSla {
  const { period, time, contract } = terms;
  const account = accountOf(states, time);
  const figures = figuresOf(account);
  const incidents = outagesOf(states, terms).filter(
    (incident) =>
      incident.to > period.from &&
      incident.from < period.to &&
      // An outage outside all hours that count is nobody's incident.
      (incident.clockSeconds > 0 || secondsWithin(incident, time.expected) > 0),
  );
  return { account, figures, isMet: isMet(figures.service, contract.targetBasisPoints), incidents };
}

function outagesOf(states: readonly StateSpan[], { measured, clock, contract }: EndpointTerms): Incident[] {
  const [first] = measured;
  const last = measured.at(-1);
  const isCalm = !states.some(({ state }) => state === "down" || state === "site");
  if (isCalm || first === undefined || last === undefined) return [];
  const rule = { guaranteedSeconds: contract.restoreSeconds, stableSeconds: contract.stableSeconds };
  return incidentsOf(cutStates(nameHoles(states, { from: first.from, to: last.to }), measured), clock, rule);
}
