import type { Endpoint, Site } from "../directory/directory.ts";
import type { CausedState, Ledger } from "../ledger/port.ts";
import { type EndpointSla, slaOf } from "../sla/endpoint-sla.ts";
import type { Span } from "../sla/spans.ts";
import { type Basis, type Terms, termsOver } from "./terms.ts";

/** The service of one endpoint over a period, with what it was worked out of. */
export interface EndpointAccount extends EndpointSla {
  readonly endpoint: Endpoint;
  readonly site: Site;
  readonly terms: Terms;
  /** As the ledger has them, in order; as far around the period as incidents reach. */
  readonly states: readonly CausedState[];
}

export interface AccountsQuestion extends Basis {
  /** s since 1970 UTC */
  readonly period: Span;
  /** What is later is not known yet, and not expected yet either; s since 1970 UTC. */
  readonly until: number;
  /** All of the directory, where none are given. */
  readonly endpoints?: readonly Endpoint[];
}

/** How far before and after a period its incidents are looked for, in turn. An outage of more than a year is told as of a year. */
const reachesS = [86_400, 10 * 86_400, 100 * 86_400, 400 * 86_400] as const;

/** The accounts of endpoints over a period, in the order of the directory. Nothing is kept: what is not needed any more can go. */
export async function* accountsOf(ledger: Pick<Ledger, "statesOfMany">, question: AccountsQuestion): AsyncGenerator<EndpointAccount> {
  const { directory, endpoints = directory.endpoints } = question;
  yield* accountsWithin(ledger, question, endpoints, 0);
}

async function* accountsWithin(
  ledger: Pick<Ledger, "statesOfMany">,
  question: AccountsQuestion,
  endpoints: readonly Endpoint[],
  step: number,
): AsyncGenerator<EndpointAccount> {
  const reach = reachOf(question, reachesS[step] ?? 0);
  const terms = termsOver(question, reach);
  const ids = endpoints.map(({ id }) => id);
  let place = 0;
  for await (const { states } of ledger.statesOfMany(ids, reach.around.from, reach.around.to)) {
    const endpoint = endpoints[place];
    place += 1;
    const site = endpoint && question.directory.site(endpoint.site);
    if (endpoint === undefined || site === undefined) continue;
    const account = accountOver(endpoint, site, terms(endpoint, site), states);
    const isCut = step + 1 < reachesS.length && mayReachFurther(account, reach.around, question.until);
    if (isCut) yield* accountsWithin(ledger, question, [endpoint], step + 1);
    else yield account;
  }
}

function accountOver(endpoint: Endpoint, site: Site, terms: Terms, states: readonly CausedState[]): EndpointAccount {
  return { endpoint, site, terms, states, ...slaOf(states, terms) };
}

function reachOf({ period, until }: AccountsQuestion, around: number): { period: Span; around: Span } {
  const to = Math.max(period.from, Math.min(period.to, until));
  return {
    period: { from: period.from, to },
    around: { from: Math.max(0, period.from - around), to: Math.max(to, Math.min(period.to + around, until)) },
  };
}

/** Whether what was read begins or ends within an incident of the period: it may be longer than it seems. */
function mayReachFurther({ incidents, states, terms }: EndpointAccount, around: Span, until: number): boolean {
  const [first] = incidents;
  const last = incidents.at(-1);
  if (first === undefined || last === undefined) return false;
  // Any return at all ends an incident where none has to last.
  const stableSeconds = Math.max(1, terms.contract.stableSeconds);
  const began = { from: around.from, to: first.from };
  const ended = { from: last.to, to: around.to };
  return (
    (around.from > 0 && workedWithin(states, began) < stableSeconds) || (around.to < until && workedWithin(states, ended) < stableSeconds)
  );
}

function workedWithin(states: readonly CausedState[], { from, to }: Span): number {
  let seconds = 0;
  for (const state of states) {
    if (state.state !== "up" && state.state !== "degraded") continue;
    seconds += Math.max(0, Math.min(state.to, to) - Math.max(state.from, from));
  }
  return seconds;
}

/** All of them, for who needs them at once. */
export async function allAccounts(ledger: Pick<Ledger, "statesOfMany">, question: AccountsQuestion): Promise<EndpointAccount[]> {
  const all: EndpointAccount[] = [];
  for await (const account of accountsOf(ledger, question)) all.push(account);
  return all;
}
