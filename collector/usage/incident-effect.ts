import { firstEndingAfter, type Span, secondsWithin } from "../sla/spans.ts";
import { compareRates, type RateComparison } from "./rate-comparison.ts";

/** An incident with what it took of the hours of service, s. */
export interface ServiceIncident extends Span {
  readonly serviceSeconds: number;
}

/** One site, as far as it was watched. Instants in whole seconds since 1970 UTC. */
export interface SiteUseHistory {
  readonly watched: Span;
  /** In order. */
  readonly incidents: readonly ServiceIncident[];
  /** When uses began. */
  readonly useStarts: readonly number[];
  /** Hours of service in which the room worked: a list of spans. */
  readonly usable: readonly Span[];
}

export interface IncidentEffectRules {
  /** Shorter incidents are not looked at, s in hours of service. */
  readonly leastSeconds: number;
  /** How long before and after, days. */
  readonly windowDays: number;
}

const usualIncidentEffectRules: IncidentEffectRules = { leastSeconds: 2 * 3_600, windowDays: 60 };

/** Uses and the time the room worked, s. */
export interface UsableCount {
  readonly uses: number;
  readonly usableSeconds: number;
}

/** What use was before incidents and after them: an association, never a cause. */
export interface IncidentEffect {
  readonly before: UsableCount;
  readonly after: UsableCount;
  /** Incidents compared. */
  readonly incidents: number;
  /** Not compared: another one was too near; the days before or after were not all watched. */
  readonly leftOut: { readonly overlapping: number; readonly notWatched: number };
  /** After over before; null: nothing to compare. */
  readonly comparison: RateComparison | null;
}

/**
 * Whether use falls after incidents, over all sites: only in time the room worked, so that "could not" is kept from "trusts no longer".
 * Of incidents whose days overlap none is taken: what follows the first is what precedes the second.
 */
export function incidentEffect(sites: readonly SiteUseHistory[], rules: IncidentEffectRules = usualIncidentEffectRules): IncidentEffect {
  const before = { uses: 0, usableSeconds: 0 };
  const after = { uses: 0, usableSeconds: 0 };
  const leftOut = { overlapping: 0, notWatched: 0 };
  let incidents = 0;
  for (const site of sites) {
    const chosen = choose(site, rules);
    leftOut.overlapping += chosen.overlapping;
    leftOut.notWatched += chosen.notWatched;
    incidents += chosen.windows.length;
    for (const window of chosen.windows) {
      add(before, countIn(site, window.before));
      add(after, countIn(site, window.after));
    }
  }
  return { before, after, incidents, leftOut, comparison: compareRates(asCount(before), asCount(after)) };
}

interface Window {
  readonly before: Span;
  readonly after: Span;
}

interface Choice {
  readonly windows: readonly Window[];
  readonly overlapping: number;
  readonly notWatched: number;
}

function choose({ incidents, watched }: SiteUseHistory, { leastSeconds, windowDays }: IncidentEffectRules): Choice {
  const length = windowDays * 86_400;
  const long = incidents.filter(({ serviceSeconds }) => serviceSeconds >= leastSeconds);
  const alone = long.filter(({ from, to }, place) => {
    const previous = long[place - 1];
    const next = long[place + 1];
    return (previous === undefined || previous.to + length <= from - length) && (next === undefined || to + length <= next.from - length);
  });
  const windows = alone
    .map(({ from, to }) => ({ before: { from: from - length, to: from }, after: { from: to, to: to + length } }))
    .filter(({ before, after }) => watched.from <= before.from && after.to <= watched.to);
  return { windows, overlapping: long.length - alone.length, notWatched: alone.length - windows.length };
}

/** Uses are counted in the same time as exposure: a call while the room is not known to work is in neither. */
function countIn({ useStarts, usable }: SiteUseHistory, window: Span): UsableCount {
  const uses = useStarts.filter((start) => start >= window.from && start < window.to && isWithin(start, usable)).length;
  return { uses, usableSeconds: secondsWithin(window, usable) };
}

function isWithin(instant: number, spans: readonly Span[]): boolean {
  const span = spans[firstEndingAfter(spans, instant)];
  return span !== undefined && span.from <= instant;
}

function add(sum: { uses: number; usableSeconds: number }, part: UsableCount): void {
  sum.uses += part.uses;
  sum.usableSeconds += part.usableSeconds;
}

/** Only the quotient of exposures counts: any month does. */
const asCount = ({ uses, usableSeconds }: UsableCount): { uses: number; months: number } => ({ uses, months: usableSeconds / 2_629_746 });
