import { setImmediate } from "node:timers/promises";
import type { Endpoint, Site } from "../directory/directory.ts";
import type { Ledger, StoredPart } from "../ledger/port.ts";
import type { Span } from "../sla/spans.ts";
import { type Month, monthsOver } from "../usage/months.ts";
import type { IsDue } from "./due.ts";
import { cutsOf } from "./part-of.ts";
import { type AttendanceQuestion, DetailPurged } from "./question.ts";
import { workOut } from "./work-out.ts";

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
  const missing = new Map<PartsOfEndpoint, Span[]>();
  for (const month of monthsOver(known)) {
    // Others are answered between two months.
    await setImmediate();
    const kept = partsByEndpoint(ledger.usageParts(month.from, month.to), found);
    for (const one of found.values()) {
      const parts = kept.get(one.endpoint.id) ?? [];
      if (isUsable(one, month, { parts, known, isDue })) one.parts.push(...parts);
      else missing.set(one, [...(missing.get(one) ?? []), cutTo(month, known)]);
    }
  }
  const wanted = [...missing].map(([one, spans]) => ({ endpoint: one.endpoint, site: one.site, spans }));
  for await (const { endpoint, parts } of workOut(ledger, question, wanted)) {
    const own = found.get(endpoint.id)?.parts;
    own?.push(...parts.map((part) => ({ ...part, isPurged: false })));
    own?.sort((left, right) => left.from - right.from);
  }
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
