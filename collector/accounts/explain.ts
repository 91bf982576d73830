import type { Endpoint, Site } from "../directory/directory.ts";
import type { Ledger } from "../ledger/port.ts";
import { networkTimeZone } from "../sla/calendar.ts";
import type { IncidentNote } from "../sla/incident-notes.ts";
import { openTimeOf } from "../sla/open-time.ts";
import { ownerOf, type StateOwner } from "../sla/owner.ts";
import { always } from "../sla/service-time.ts";
import { intersect, type Span, subtract, union } from "../sla/spans.ts";
import { type EndpointState, type Evidence, fillUnknown, type StateCause, type StateInterval } from "../sla/state-interval.ts";
import { type AccountsQuestion, accountsOf, type EndpointAccount } from "./accounts.ts";
import { type ReportedIncident, reportedIncidents } from "./incident-report.ts";

/** Why a second of the period is, or is not, in the figures; exactly one holds at each instant. */
export type Standing = "not_in_service" | "off_hours" | "maintenance" | EndpointState;

/** One line of the trace: `[from, to)`, with what it rests on. */
export interface TracedSpan extends Span {
  readonly standing: Standing;
  /** Only of a state. */
  readonly cause: StateCause | null;
  readonly owner: StateOwner | null;
  readonly evidence: Evidence | null;
  /** Ids of the maintenances that take it out. */
  readonly maintenances: readonly string[];
  /** Why the site was closed, where hours alone do not say it. */
  readonly closure: string | null;
}

/** From a percentage back to the intervals it comes from. The lengths of the lines add up to the period. */
export interface Explanation extends EndpointAccount {
  readonly lines: readonly TracedSpan[];
  readonly reported: readonly ReportedIncident[];
}

export interface ExplainQuestion extends AccountsQuestion {
  readonly endpoint: Endpoint;
  readonly notes: readonly IncidentNote[];
}

type ExplainLedger = Pick<Ledger, "statesOfMany" | "statesOf">;

/** Null: no site of the directory has this endpoint. */
export async function explain(ledger: ExplainLedger, question: ExplainQuestion): Promise<Explanation | null> {
  const { endpoint, notes, until } = question;
  for await (const account of accountsOf(ledger, { ...question, endpoints: [endpoint] })) {
    const { period } = account.terms;
    const states = await ledger.statesOf(endpoint.id, period.from, period.to);
    const lines = period.to > period.from ? linesOf(account, states) : [];
    return { ...account, lines, reported: reportedIncidents(account, notes, until) };
  }
  return null;
}

function linesOf({ endpoint, site, terms }: EndpointAccount, states: readonly StateInterval[]): TracedSpan[] {
  const { period, time, planned } = terms;
  const inService = intersect(endpoint.inService ?? [always], [period]);
  const measured = fillUnknown(states, period.from, period.to).flatMap(({ from, to, state, cause, evidence }) =>
    intersect([{ from, to }], time.expected).map((span) => ({ ...bare(span, state), cause, owner: ownerOf(cause), evidence })),
  );
  return [
    ...subtract([period], inService).map((span) => bare(span, "not_in_service")),
    ...closedLines(site, inService, period),
    ...time.maintenance.map((span) => ({
      ...bare(span, "maintenance"),
      maintenances: planned.filter(({ counted }) => intersect(counted, [span]).length > 0).map(({ id }) => id),
    })),
    ...measured,
  ].toSorted((a, b) => a.from - b.from);
}

function closedLines({ calendar }: Site, inService: readonly Span[], period: Span): TracedSpan[] {
  const open = openTimeOf(calendar, { period, timeZone: networkTimeZone });
  const closed = subtract(inService, open);
  const closures = calendar.closures.filter(({ from, to }) => to > period.from && from < period.to);
  return [
    ...subtract(closed, union(closures)).map((span) => bare(span, "off_hours")),
    ...intersect(closed, union(closures)).map((span) => ({
      ...bare(span, "off_hours"),
      closure: closures.find(({ from, to }) => from < span.to && to > span.from)?.reason ?? null,
    })),
  ];
}

function bare({ from, to }: Span, standing: Standing): TracedSpan {
  return { from, to, standing, cause: null, owner: null, evidence: null, maintenances: [], closure: null };
}
