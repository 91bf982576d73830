import type { Directory, Endpoint } from "../directory/directory.ts";
import { inScopeOf } from "../directory/in-scope.ts";
import type { Declarations } from "../ledger/declarations.ts";
import type { CausedState, Ledger } from "../ledger/port.ts";
import { networkTimeZone, quarterAt, quarterSpan } from "../sla/calendar.ts";
import { figuresOf, isMet } from "../sla/figures.ts";
import type { MaintenanceEntry } from "../sla/maintenance.ts";
import { intersect, type Span, secondsWithin } from "../sla/spans.ts";
import type { StateInterval } from "../sla/state-interval.ts";
import { accountsOf, type EndpointAccount } from "./accounts.ts";
import { type Terms, termsOver } from "./terms.ts";

/** The quarter to date, at hand. */
export interface LiveAccounts {
  /** The accounts up to now, in the order of the directory. */
  current(): Promise<ReadonlyMap<string, EndpointAccount>>;
  /** How many endpoints were worked out from the ledger when they were last asked for; the others only went on. */
  readonly recomputed: number;
}

export interface LiveAccountsOptions {
  readonly ledger: Pick<Ledger, "statesOfMany" | "latestStates" | "stateChangesAfter" | "lastEntries">;
  readonly declarations: Pick<Declarations, "maintenanceEntries">;
  readonly directory: Directory;
  /** ms since 1970 UTC */
  readonly now: () => number;
}

interface Known {
  readonly quarter: string;
  readonly period: Span;
  readonly endpoints: Directory["endpoints"];
  readonly maintenance: readonly MaintenanceEntry[];
  /** Of state changes. */
  readonly entry: number;
  readonly until: number;
  readonly accounts: ReadonlyMap<string, EndpointAccount>;
}

const changesAtOnce = 5_000;

/**
 * Works out again only the endpoints whose states changed, in whatever past, that are out now, or that somebody declared something of. The
 * others go on: a second that has passed since adds to what they still are. A new inventory or quarter is worked out whole.
 */
export function createLiveAccounts({ ledger, declarations, directory, now }: LiveAccountsOptions): LiveAccounts {
  let known: Known | null = null;
  let recomputed = 0;
  let underWay: Promise<ReadonlyMap<string, EndpointAccount>> | null = null;

  async function refresh(): Promise<ReadonlyMap<string, EndpointAccount>> {
    const until = Math.floor(now() / 1000);
    const { state_changes: newest } = await ledger.lastEntries();
    const next = { ...quarterOf(until), endpoints: directory.endpoints, maintenance: await declarations.maintenanceEntries(), until };
    const before = known !== null && isSameBasis(known, next) ? known : null;
    const entry = before === null || newest < before.entry ? newest : before.entry;
    const { changed, last } = before === null ? { changed: new Set<string>(), last: entry } : await changesAfter(ledger, before.entry);
    const states = await ledger.latestStates();
    const goesOn = before === null ? () => false : going(before, changed, states, touchedBy(before, next.maintenance, directory));
    const stale = directory.endpoints.filter(({ id }) => !goesOn(id));
    const question = { directory, maintenance: next.maintenance, period: next.period, until, endpoints: stale };
    const fresh = new Map<string, EndpointAccount>();
    for await (const account of accountsOf(ledger, question)) fresh.set(account.endpoint.id, account);
    const terms = termsOver(question, { period: { from: next.period.from, to: until }, around: { from: next.period.from, to: until } });
    const accounts = new Map<string, EndpointAccount>();
    for (const { id } of directory.endpoints) {
      const old = before?.accounts.get(id);
      const account = fresh.get(id) ?? (old === undefined ? undefined : advanced(old, terms(old.endpoint, old.site), states.get(id)));
      if (account !== undefined) accounts.set(id, account);
    }
    known = { ...next, entry: last, accounts };
    recomputed = stale.length;
    return accounts;
  }

  return {
    current: () => {
      underWay ??= refresh().finally(() => {
        underWay = null;
      });
      return underWay;
    },
    get recomputed() {
      return recomputed;
    },
  };
}

function quarterOf(until: number): Pick<Known, "quarter" | "period"> {
  const quarter = quarterAt(until, networkTimeZone);
  return { quarter, period: quarterSpan(quarter, networkTimeZone) ?? { from: until, to: until } };
}

/** The same quarter and inventory, and a clock that did not go back. */
function isSameBasis(known: Known, next: Pick<Known, "quarter" | "endpoints" | "until" | "maintenance">): boolean {
  return (
    known.quarter === next.quarter &&
    known.endpoints === next.endpoints &&
    known.until <= next.until &&
    known.maintenance.length <= next.maintenance.length
  );
}

async function changesAfter(
  ledger: Pick<Ledger, "stateChangesAfter">,
  entry: number,
): Promise<{ changed: ReadonlySet<string>; last: number }> {
  const changed = new Set<string>();
  let last = entry;
  for (;;) {
    const changes = await ledger.stateChangesAfter(last, changesAtOnce);
    for (const change of changes) changed.add(change.endpoint);
    last = changes.at(-1)?.entry ?? last;
    if (changes.length < changesAtOnce) return { changed, last };
  }
}

/** Endpoints that an entry written since is about, or was before it was corrected. */
function touchedBy(before: Known, maintenance: readonly MaintenanceEntry[], directory: Directory): (endpoint: Endpoint) => boolean {
  const added = new Set(maintenance.slice(before.maintenance.length).map(({ id }) => id));
  const scopes = maintenance.filter(({ id }) => added.has(id)).map(({ scope }) => scope);
  return (endpoint) => {
    const whenInScope = inScopeOf(directory, endpoint);
    return scopes.some((scope) => whenInScope(scope, before.period).length > 0);
  };
}

function going(
  before: Known,
  changed: ReadonlySet<string>,
  states: ReadonlyMap<string, StateInterval>,
  isTouched: (endpoint: Endpoint) => boolean,
): (id: string) => boolean {
  return (id) => {
    const account = before.accounts.get(id);
    if (account === undefined || changed.has(id) || isTouched(account.endpoint)) return false;
    const state = states.get(id);
    if (state === undefined || state.to <= before.until) return true;
    // An outage makes its incident longer; what began since is told as a change that is still to come.
    return state.from <= before.until && (state.state === "up" || state.state === "degraded");
  };
}

/** The same account up to the end of `terms`: what the endpoint was last, as far as that is held, and unknown after it. */
function advanced(old: EndpointAccount, terms: Terms, newest: StateInterval | undefined): EndpointAccount {
  const passed = { from: old.terms.period.to, to: terms.period.to };
  const heldTo = Math.max(passed.from, Math.min(passed.to, newest?.to ?? passed.from));
  const expected = intersect(terms.time.expected, [passed]);
  const held = secondsWithin({ from: passed.from, to: heldTo }, expected);
  const whole = secondsWithin(passed, expected);
  const account = { ...old.account, expected: old.account.expected + whole };
  account.maintenance += secondsWithin(passed, terms.time.maintenance);
  if (newest !== undefined) account[newest.state] += held;
  account.unknown += whole - (newest === undefined ? 0 : held);
  const figures = figuresOf(account);
  const states = newest === undefined || heldTo === passed.from ? old.states : extended(old.states, newest);
  return { ...old, account, figures, isMet: isMet(figures.service, terms.contract.targetBasisPoints), terms, states };
}

function extended(states: readonly CausedState[], { from, to, state, cause }: StateInterval): CausedState[] {
  return [...states.filter((one) => one.to <= from), { from, to, state, cause }];
}
