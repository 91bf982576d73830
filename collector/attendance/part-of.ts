import { createHash } from "node:crypto";
import { type Basis, termsOver } from "../accounts/terms.ts";
import type { Endpoint, Site } from "../directory/directory.ts";
import type { CausedState, UsagePart } from "../ledger/port.ts";
import { scoreOfCall } from "../quality/call-score.ts";
import { accountOf } from "../sla/account.ts";
import { networkTimeZone } from "../sla/calendar.ts";
import { inForceWithin } from "../sla/dated-hours.ts";
import { openTimeOf } from "../sla/open-time.ts";
import { intersect, type Span } from "../sla/spans.ts";
import { type QualityGrade, useCountsOf } from "../usage/use-counts.ts";
import type { TimedCall } from "../usage/uses.ts";

/** When a room was open and its service promised, over one span; and the name of that. */
export interface UseTerms {
  readonly open: readonly Span[];
  readonly expected: readonly Span[];
  readonly name: string;
}

/** The terms of any endpoint over any span. What endpoints with the same hours share is worked out once. */
export function useTermsOf(basis: Basis): (endpoint: Endpoint, site: Site, span: Span) => UseTerms {
  const bySpan = new Map<string, ReturnType<typeof termsOver>>();
  const shared = new WeakMap<object, UseTerms>();
  return (endpoint, site, span) => {
    const key = `${span.from} ${span.to}`;
    const terms = bySpan.get(key) ?? termsOver(basis, { period: span, around: span });
    bySpan.set(key, terms);
    const { time } = terms(endpoint, site);
    const known = shared.get(time);
    if (known !== undefined) return known;
    const open = openTimeOf(site.calendar, { period: span, timeZone: networkTimeZone });
    const found = { open, expected: time.expected, name: nameOf(open, time.expected) };
    shared.set(time, found);
    return found;
  };
}

/** Twelve digits: two terms of one month that share a name by chance are not to be expected in a lifetime. */
function nameOf(open: readonly Span[], expected: readonly Span[]): string {
  const text = [open, expected].map((spans) => spans.map(({ from, to }) => `${from}-${to}`).join()).join("/");
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** Where a span is cut: at the instants from which the site belongs elsewhere. */
export function cutsOf({ memberships }: Pick<Site, "memberships">, span: Span): Span[] {
  return inForceWithin(memberships, span).map((one) => one.span);
}

export interface Told {
  /** As the ledger has them, in order; they may reach out of the span. */
  readonly states: readonly CausedState[];
  readonly calls: readonly TimedCall[];
}

/** What an endpoint came to in a month or a part of one, worked out from what the ledger has. */
export function partsOf(endpoint: Endpoint, site: Site, span: Span, terms: UseTerms, { states, calls }: Told): UsagePart[] {
  return cutsOf(site, span).map((cut) => {
    const expected = intersect(terms.expected, [cut]);
    const account = accountOf(states, { expected, maintenance: [] });
    return {
      ...useCountsOf(calls, cut, { open: terms.open, expected }, gradeOf),
      endpoint: endpoint.id,
      ...cut,
      expectedSeconds: account.expected,
      workedSeconds: account.up + account.degraded,
      unknownSeconds: account.unknown,
      terms: terms.name,
    };
  });
}

const gradeOf = (call: TimedCall): QualityGrade => scoreOfCall(call).class;
