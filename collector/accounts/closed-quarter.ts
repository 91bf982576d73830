import { createHash } from "node:crypto";
import type { EndpointFigures, PeriodFigures, Sums } from "./period-figures.ts";

/** What changed of one endpoint between two revisions; null: it was, or is, not among those counted. */
export interface Difference {
  readonly endpoint: string;
  readonly before: Sums | null;
  readonly after: Sums | null;
  /** Intervals that were not up: those that are said no more, and those that are said instead. */
  readonly gone: EndpointFigures["lost"];
  readonly come: EndpointFigures["lost"];
}

/** The same figures are the same text, whoever works them out: names in order, no spaces. Of whole numbers, words and nothing only. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([name, one]) => `${JSON.stringify(name)}:${canonicalJson(one)}`).join()}}`;
}

/** What `canonicalJson` wrote of figures: kept by the ledger unchanged, and compared with its SHA-256 where it is signed for. */
export function closedFigures(text: string): PeriodFigures {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this program, in a table that refuses changes
  return JSON.parse(text) as PeriodFigures;
}

/** Likewise of differences; null: revision 0 has none. */
export function differencesIn(text: string | null): Difference[] | null {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  return text === null ? null : (JSON.parse(text) as Difference[]);
}

export function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Endpoints of which any figure, any interval or what was promised changed, in the order of the newer figures. */
export function differencesOf(before: PeriodFigures, after: PeriodFigures): Difference[] {
  const old = new Map(before.endpoints.map((one) => [one.id, one]));
  const kept = new Set(after.endpoints.map(({ id }) => id));
  return [
    ...after.endpoints.flatMap((one) => differenceOf(old.get(one.id) ?? null, one)),
    ...before.endpoints.filter(({ id }) => !kept.has(id)).flatMap((one) => differenceOf(one, null)),
  ];
}

function differenceOf(before: EndpointFigures | null, after: EndpointFigures | null): Difference[] {
  const endpoint = (after ?? before)?.id;
  if (endpoint === undefined || canonicalJson(before) === canonicalJson(after)) return [];
  const [was, is] = [before?.lost ?? [], after?.lost ?? []];
  return [{ endpoint, before: before && sumsIn(before), after: after && sumsIn(after), gone: without(was, is), come: without(is, was) }];
}

function without(intervals: EndpointFigures["lost"], others: EndpointFigures["lost"]): EndpointFigures["lost"] {
  const known = new Set(others.map((one) => one.join()));
  return intervals.filter((one) => !known.has(one.join()));
}

/** Without its intervals. */
export function sumsIn(figures: EndpointFigures): Sums {
  const { account, incidents, restoreBreaches, takeChargeBreaches, clockSeconds, restarts, microOutages } = figures;
  return { account, incidents, restoreBreaches, takeChargeBreaches, clockSeconds, restarts, microOutages };
}
