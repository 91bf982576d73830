import type { Explanation, TracedSpan } from "../accounts/explain.ts";
import type { StoredEvent } from "../ledger/port.ts";
import { serviceWords, standingWords } from "./fr-service.ts";
import { causeSentences } from "./fr-states.ts";
import { exactDuration, weekdayInFull } from "./french-dates.ts";
import { dateOf, type LocalDay } from "./local-days.ts";
import { evidenceOfSpan, ownerWord, precise } from "./lost-time.ts";
import { dayPicture, type ServicePicture } from "./service-picture.ts";

/** One day to the second, everything that happened on it included. */
export interface DayView {
  readonly title: string;
  readonly picture: ServicePicture;
  readonly rows: readonly DayRow[];
  readonly previousHref: string;
  /** Null: it is today. */
  readonly nextHref: string | null;
  readonly quarterHref: string;
}

export interface DayRow {
  readonly standing: TracedSpan["standing"];
  readonly word: string;
  readonly isState: boolean;
  readonly from: { readonly text: string; readonly machine: string };
  readonly to: { readonly text: string; readonly machine: string };
  readonly lasted: string;
  readonly cause: string;
  readonly owner: string;
  readonly evidence: string;
}

interface Asked {
  readonly day: LocalDay;
  readonly href: string;
  readonly quarter: string;
  readonly until: number;
}

export function dayView({ lines }: Explanation, events: readonly StoredEvent[], { day, href, quarter, until }: Asked): DayView {
  const ofDay = lines
    .filter(({ from, to }) => to > day.from && from < day.to)
    .map((line) => ({ ...line, from: Math.max(line.from, day.from), to: Math.min(line.to, day.to) }));
  const dayHref = (second: number): string => `${href}?jour=${dateOf(second)}#journee-titre`;
  return {
    title: serviceWords.allDay.replace("{day}", weekdayInFull(day.from * 1000)),
    picture: dayPicture(ofDay, day, until),
    rows: ofDay.map((line) => rowOf(line, day, events)),
    previousHref: dayHref(day.from - 1),
    nextHref: day.to > until ? null : dayHref(day.to),
    quarterHref: `${href}?trimestre=${quarter}#service-titre`,
  };
}

function rowOf(line: TracedSpan, day: LocalDay, events: readonly StoredEvent[]): DayRow {
  const { from, to, standing, cause, closure, owner } = line;
  return {
    standing,
    word: standingWords[standing],
    isState: cause !== null,
    from: precise(from),
    // Midnight is the end of a day as much as the beginning of the next.
    to: to === day.to ? { ...precise(to), text: "24:00:00" } : precise(to),
    lasted: exactDuration(to - from),
    cause: cause === null ? (closure ?? serviceWords.noCause) : causeSentences[cause],
    owner: ownerWord(owner),
    evidence: evidenceOfSpan(line, events),
  };
}
