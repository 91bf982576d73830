import { networkTimeZone, quarterAt, quarterSpan } from "../sla/calendar.ts";
import type { Span } from "../sla/spans.ts";
import { ordinals, serviceWords } from "./fr-service.ts";
import { dayInFull } from "./french-dates.ts";

/** How many quarters can be chosen without asking by their address. */
const shownAtMost = 6;
/** Before 2000 there was nothing to watch, s since 1970 UTC. */
const oldest = 946_681_200;

export interface QuarterChoice {
  readonly href: string;
  readonly label: string;
  readonly isChosen: boolean;
}

/** « 4e trimestre 2026 » */
export function quarterTitle(quarter: string): string {
  const [year, number] = partsOf(quarter);
  return serviceWords.quarterTitle.replace("{ordinal}", ordinals[number - 1] ?? "").replace("{year}", String(year));
}

/** « du 1er octobre au 31 décembre 2026 » */
export function quarterDates({ from, to }: Span): string {
  return serviceWords.from.replace("{from}", dayInFull(from * 1000, false)).replace("{to}", dayInFull((to - 1) * 1000, true));
}

/** The newest quarters in which the endpoint was in service, the one shown among them, oldest first. */
export function quarterChoices(href: string, chosen: string, now: number, inService: readonly Span[] | undefined): QuarterChoice[] {
  const began = Math.min(...(inService ?? []).map(({ from }) => from), now);
  const first = inService === undefined ? "" : quarterAt(began, networkTimeZone);
  const newest: string[] = [];
  for (let quarter = quarterAt(now, networkTimeZone); newest.length < shownAtMost && quarter >= first; quarter = before(quarter))
    newest.push(quarter);
  const listed = newest.includes(chosen) ? newest : [...newest, chosen];
  return listed.toSorted().map((quarter) => ({
    href: `${href}?trimestre=${quarter}#service-titre`,
    label: shortTitle(quarter),
    isChosen: quarter === chosen,
  }));
}

/** What the person asked for, if it is one; the present quarter otherwise. */
export function quarterAsked(asked: string, now: number): string {
  const quarter = asked.replace("Q", "T");
  const span = quarterSpan(quarter, networkTimeZone);
  const isTold = span !== null && span.from <= now && span.from >= oldest;
  return isTold ? quarter : quarterAt(now, networkTimeZone);
}

function shortTitle(quarter: string): string {
  const [year, number] = partsOf(quarter);
  return serviceWords.quarterShort.replace("{number}", String(number)).replace("{year}", String(year));
}

function before(quarter: string): string {
  const [year, number] = partsOf(quarter);
  return number === 1 ? `${year - 1}-T4` : `${year}-T${number - 1}`;
}

function partsOf(quarter: string): [year: number, number: number] {
  return [Number(quarter.slice(0, 4)), Number(quarter.slice(6))];
}
