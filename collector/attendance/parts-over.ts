import type { Endpoint, Site } from "../directory/directory.ts";
import type { Ledger, StoredPart } from "../ledger/port.ts";
import type { Span } from "../sla/spans.ts";
import { type Month, monthsOver } from "../usage/months.ts";
import type { IsDue } from "./due.ts";
import { cutsOf, partsOf, useTermsOf } from "./part-of.ts";
import { type AttendanceQuestion, DetailPurged } from "./question.ts";

/** The parts of one endpoint over a period, in order. */
export interface PartsOfEndpoint {
  readonly endpoint: Endpoint;
  readonly site: Site;
  readonly parts: StoredPart[];
}

type PartsLedger = Pick<Ledger, "usageParts" | "callsOfMany" | "statesOfMany">;

/**
 * What each endpoint came to, from what is kept of whole months that have ended; the rest is worked out from calls and states, which
 * gives the same.
 * @throws DetailPurged
 */
export async function partsOver(ledger: PartsLedger, question: AttendanceQuestion, isDue: IsDue): Promise<PartsOfEndpoint[]> {
  const { directory, period, until, endpoints = directory.endpoints } = question;
  const known = { from: period.from, to: Math.max(period.from, Math.min(period.to, until)) };
  const found = new Map<string, PartsOfEndpoint>();
  for (const endpoint of endpoints) {
    const site = directory.site(endpoint.site);
    if (site !== undefined) found.set(endpoint.id, { endpoint, site, parts: [] });
  }
  const missing = new Map<string, Span[]>();
  for (const month of monthsOver(known)) {
    const kept = partsByEndpoint(ledger.usageParts(month.from, month.to), found);
    for (const one of found.values()) {
      const parts = kept.get(one.endpoint.id) ?? [];
      if (isUsable(one, month, { parts, known, isDue })) one.parts.push(...parts);
      else missing.set(one.endpoint.id, [...(missing.get(one.endpoint.id) ?? []), cutTo(month, known)]);
    }
  }
  await workOut(ledger, question, found, missing);
  return [...found.values()];
}

function partsByEndpoint(parts: readonly StoredPart[], wanted: ReadonlyMap<string, unknown>): Map<string, StoredPart[]> {
  const found = new Map<string, StoredPart[]>();
  for (const part of parts) {
    if (!wanted.has(part.endpoint)) continue;
    const known = found.get(part.endpoint);
    if (known === undefined) found.set(part.endpoint, [part]);
    else known.push(part);
  }
  return found;
}

const cutTo = (month: Span, { from, to }: Span): Span => ({ from: Math.max(month.from, from), to: Math.min(month.to, to) });

interface Kept {
  readonly parts: readonly StoredPart[];
  readonly known: Span;
  readonly isDue: IsDue;
}

function isUsable({ endpoint, site }: PartsOfEndpoint, month: Month, { parts, known, isDue }: Kept): boolean {
  const isWhole = known.from <= month.from && month.to <= known.to;
  const isPurged = parts.some((part) => part.isPurged);
  if (isPurged && !isWhole) throw new DetailPurged(month.name);
  if (isPurged) return true;
  if (!isWhole || parts.length === 0 || isDue(endpoint.id, month)) return false;
  // A change of territory that was declared since cuts the month elsewhere.
  if (site.memberships.length === 1) return parts.length === 1;
  const cuts = cutsOf(site, month);
  return cuts.length === parts.length && cuts.every(({ from }, place) => parts[place]?.from === from);
}

async function workOut(
  ledger: PartsLedger,
  basis: AttendanceQuestion,
  found: ReadonlyMap<string, PartsOfEndpoint>,
  missing: ReadonlyMap<string, readonly Span[]>,
): Promise<void> {
  if (missing.size === 0) return;
  const termsOf = useTermsOf(basis);
  const ids = [...missing.keys()];
  const all = [...missing.values()].flat();
  const from = all.reduce((least, span) => Math.min(least, span.from), Number.POSITIVE_INFINITY);
  const to = all.reduce((most, span) => Math.max(most, span.to), 0);
  const calls = ledger.callsOfMany(ids, from, to)[Symbol.asyncIterator]();
  for await (const { endpoint: id, states } of ledger.statesOfMany(ids, from, to)) {
    const next = await calls.next();
    const one = found.get(id);
    if (one === undefined || next.done === true) continue;
    for (const span of missing.get(id) ?? []) {
      const terms = termsOf(one.endpoint, one.site, span);
      const parts = partsOf(one.endpoint, one.site, span, terms, { states, calls: next.value.calls });
      one.parts.push(...parts.map((part) => ({ ...part, isPurged: false })));
    }
    one.parts.sort((left, right) => left.from - right.from);
  }
}
