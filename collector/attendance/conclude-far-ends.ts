import type { FarEndsKept, Ledger, StoredPart, UsagePart } from "../ledger/port.ts";
import type { Span } from "../sla/spans.ts";
import { type FarEndCounts, farEndsOf, joinFarEnds, noFarEnds } from "../usage/far-ends.ts";
import { usesWithin } from "../usage/use-counts.ts";
import { usesOf } from "../usage/uses.ts";

type FarEndsLedger = Pick<Ledger, "callsOfMany" | "usageParts" | "farEndsKept">;

interface Group {
  readonly scope: FarEndsKept["scope"];
  readonly id: string;
  readonly endpoints: readonly string[];
}

/**
 * Whom a group called in a span that has ended, to be kept for when the calls are forgotten; null: what is kept stays as it is.
 * @param fresh parts that were just worked out and are not kept yet
 */
export async function farEndsToKeep(
  ledger: FarEndsLedger,
  { scope, id, endpoints }: Group,
  { from, to }: Span,
  fresh: readonly UsagePart[],
): Promise<FarEndsKept | null> {
  const kept = endpoints.flatMap((endpoint) => ledger.usageParts(from, to, endpoint));
  const purged = kept.filter(({ isPurged }) => isPurged);
  const one = { scope, id, from, to };
  if (purged.length === 0) return { ...one, ...(await fromCalls(ledger, endpoints, { from, to })) };
  const current = currentParts(kept, fresh, { from, to });
  if (isSameTold(kept, current)) return null;
  // The calls of some of its months are gone: whom these had in common with a late call cannot be told any more.
  const joined = current.map(({ farEnds }) => farEnds).reduce(joinFarEnds, noFarEnds);
  const before = (await ledger.farEndsKept(from, to)).find(
    (row) => row.scope === scope && row.id === id && row.from === from && row.to === to,
  );
  return { ...one, ...(before === undefined ? joined : noLess(joined, before)) };
}

/** Those kept, with what was worked out since in the place of those whose calls are there. */
function currentParts(kept: readonly StoredPart[], fresh: readonly UsagePart[], { from, to }: Span): UsagePart[] {
  const within = fresh.filter((part) => from <= part.from && part.from < to);
  const isReplaced = (part: StoredPart): boolean =>
    !part.isPurged && within.some((other) => other.endpoint === part.endpoint && other.from < part.to && other.to > part.from);
  const isFrozen = (part: UsagePart): boolean =>
    kept.some((other) => other.isPurged && other.endpoint === part.endpoint && other.from < part.to && other.to > part.from);
  return [...kept.filter((part) => !isReplaced(part)), ...within.filter((part) => !isFrozen(part))];
}

function isSameTold(kept: readonly UsagePart[], current: readonly UsagePart[]): boolean {
  const told = (parts: readonly UsagePart[]): string[] =>
    parts
      .filter(({ farEnds }) => farEnds.told > 0)
      .map(({ endpoint, from, farEnds: { told: uses, distinct, first } }) => [endpoint, from, uses, distinct, first].join(" "))
      .toSorted((left, right) => (left < right ? -1 : 1));
  return told(kept).join("/") === told(current).join("/");
}

function noLess(joined: FarEndCounts, before: FarEndCounts): FarEndCounts {
  return {
    told: joined.told,
    distinct: [Math.max(joined.distinct[0], before.distinct[0]), joined.distinct[1]],
    first: [Math.max(joined.first[0], before.first[0]), joined.first[1]],
  };
}

async function fromCalls(ledger: FarEndsLedger, endpoints: readonly string[], span: Span): Promise<FarEndCounts> {
  const uses = [];
  for await (const { calls } of ledger.callsOfMany(endpoints, span.from, span.to)) uses.push(...usesWithin(usesOf(calls), span));
  return farEndsOf(uses);
}
