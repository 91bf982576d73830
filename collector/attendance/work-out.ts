import type { Basis } from "../accounts/terms.ts";
import type { Endpoint, Site } from "../directory/directory.ts";
import type { Ledger, UsagePart } from "../ledger/port.ts";
import type { Span } from "../sla/spans.ts";
import { partsOf, useTermsOf } from "./part-of.ts";

/** An endpoint, and the months, or parts of months, that are wanted of it. */
export interface Wanted {
  readonly endpoint: Endpoint;
  readonly site: Site;
  readonly spans: readonly Span[];
}

export interface WorkedOut extends Wanted {
  readonly parts: readonly UsagePart[];
}

/** What endpoints came to, from their calls and states, in the order in which they are wanted. */
export async function* workOut(
  ledger: Pick<Ledger, "callsOfMany" | "statesOfMany">,
  basis: Basis,
  wanted: readonly Wanted[],
): AsyncGenerator<WorkedOut> {
  const termsOf = useTermsOf(basis);
  const ids = wanted.map(({ endpoint }) => endpoint.id);
  const { from, to } = reachOf(wanted.flatMap(({ spans }) => spans));
  const calls = ledger.callsOfMany(ids, from, to)[Symbol.asyncIterator]();
  let place = 0;
  for await (const { states } of ledger.statesOfMany(ids, from, to)) {
    const next = await calls.next();
    const one = wanted[place];
    place += 1;
    if (one === undefined || next.done === true) return;
    const told = { states, calls: next.value.calls };
    const parts = one.spans.flatMap((span) => partsOf(one.endpoint, one.site, span, termsOf(one.endpoint, one.site, span), told));
    yield { ...one, parts };
  }
}

function reachOf(spans: readonly Span[]): Span {
  let [from, to] = [Number.MAX_SAFE_INTEGER, 0];
  for (const span of spans) [from, to] = [Math.min(from, span.from), Math.max(to, span.to)];
  return { from, to };
}
