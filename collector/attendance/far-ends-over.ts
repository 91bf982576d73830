import type { FarEndsKept, Ledger, StoredPart } from "../ledger/port.ts";
import type { Span } from "../sla/spans.ts";
import { type FarEndCounts, farEndsOf, joinFarEnds, noFarEnds } from "../usage/far-ends.ts";
import { usesWithin } from "../usage/use-counts.ts";
import { usesOf } from "../usage/uses.ts";
import type { IsDue } from "./due.ts";

/** Endpoints whose far ends are hashed with one key: one endpoint, or those of a site. */
export interface FarEndGroup {
  readonly scope: FarEndsKept["scope"];
  readonly id: string;
  readonly endpoints: readonly string[];
  readonly parts: readonly StoredPart[];
}

type FarEndsLedger = Pick<Ledger, "farEndsKept" | "callsOfMany">;

/**
 * Whom each group called over a period, as exactly as can be told: from the calls while they are kept, else from what is kept of its
 * quarters and months, which may have had the same far ends or others.
 */
export async function farEndsOver(
  ledger: FarEndsLedger,
  groups: readonly FarEndGroup[],
  period: Span,
  isDue: IsDue,
): Promise<FarEndCounts[]> {
  const kept = Map.groupBy(await ledger.farEndsKept(period.from, period.to), ({ scope, id }) => `${scope} ${id}`);
  const counts: FarEndCounts[] = [];
  for (const group of groups) {
    const told = group.parts.some(({ farEnds }) => farEnds.told > 0);
    const own = told ? largest((kept.get(`${group.scope} ${group.id}`) ?? []).filter((one) => isCurrent(one, group, isDue))) : [];
    const rest = group.parts.filter(({ from }) => !own.some((one) => one.from <= from && from < one.to));
    const isOne = own.length + rest.length <= 1;
    const isExact = isOne || group.parts.some(({ isPurged }) => isPurged);
    if (!told) counts.push(noFarEnds);
    else if (isExact) counts.push([...own, ...rest.map(({ farEnds }) => farEnds)].reduce(joinFarEnds, noFarEnds));
    else counts.push(await fromCalls(ledger, group.endpoints, period));
  }
  return counts;
}

const isCurrent = (one: Span, { endpoints, parts }: FarEndGroup, isDue: IsDue): boolean =>
  parts.some(({ isPurged }) => isPurged) || !endpoints.some((endpoint) => isDue(endpoint, one));

/** Quarters go before the months in them. */
function largest(kept: readonly FarEndsKept[]): FarEndsKept[] {
  return kept.filter((one) => !kept.some((other) => other !== one && other.from <= one.from && other.to >= one.to));
}

async function fromCalls(ledger: FarEndsLedger, endpoints: readonly string[], period: Span): Promise<FarEndCounts> {
  const uses = [];
  for await (const { calls } of ledger.callsOfMany(endpoints, period.from, period.to)) uses.push(...usesWithin(usesOf(calls), period));
  return farEndsOf(uses);
}
