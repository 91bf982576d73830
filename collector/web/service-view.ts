import type { Account } from "../sla/account.ts";
import { endpointStates } from "../sla/state-interval.ts";
import { severity } from "./attention.ts";
import type { EndpointService } from "./endpoint-service.ts";
import { ratioWords } from "./fr-format.ts";
import { exclusionCount, incidentCount, rowCount, serviceWords, standingWords } from "./fr-service.ts";
import { statePlurals } from "./fr-states.ts";
import { plural } from "./french-format.ts";
import type { LocalDay } from "./local-days.ts";
import { type LostRow, lostRows } from "./lost-time.ts";
import { type QuarterChoice, quarterChoices, quarterDates, quarterTitle } from "./quarters.ts";
import { changeSentence } from "./service-changes.ts";
import { type ClosedView, closedView } from "./service-closed.ts";
import { type DayView, dayView } from "./service-day.ts";
import { type ExcludedRow, excludedRows } from "./service-excluded.ts";
import { type ServiceFigures, serviceFigures } from "./service-figures.ts";
import { type IncidentRow, incidentRows } from "./service-incidents.ts";
import { quarterPicture, type ServicePicture, swatchOf } from "./service-picture.ts";

/** Past this many rows a table stays folded also where there is room. */
const unfoldedAtMost = 12;

/** The quarter of one endpoint, in the words of the page. */
export interface ServiceView {
  readonly choices: readonly QuarterChoice[];
  readonly title: string;
  readonly dates: string;
  /** « en cours… »; null once it is over. */
  readonly progress: string | null;
  readonly figures: ServiceFigures;
  /** « 3 incidents », of the figures; null: none that is known of. */
  readonly incidentCount: string | null;
  readonly noIncidents: NoIncidents;
  readonly closed: ClosedView | null;
  readonly changes: readonly string[];
  readonly picture: ServicePicture;
  readonly pictureText: string;
  readonly legend: readonly LegendEntry[];
  readonly lost: Folded<LostRow>;
  readonly excluded: Folded<ExcludedRow>;
  readonly incidents: Folded<IncidentRow>;
  readonly day: DayView | null;
}

type LegendEntry = { readonly standing: string; readonly word: string } & ReturnType<typeof swatchOf>;

/** Rows that are folded where there is little room, with what is in them said above. */
interface Folded<Row> {
  readonly rows: readonly Row[];
  readonly summary: string;
  readonly isLong: boolean;
}

const legend = [...endpointStates, "maintenance", "off_hours"] as const;

/** @param day to be shown to the second; null: none was asked for */
export function serviceView(service: EndpointService, href: string, day: LocalDay | null): ServiceView {
  const { quarter, span, until, explanation, events, closed, changes } = service;
  const signed = closed?.revisions.at(-1)?.figures ?? null;
  const { account, isMet, terms } = explanation;
  const counted = signed ?? { account, isMet, targetBasisPoints: terms.contract.targetBasisPoints };
  const happened = signed?.incidents ?? explanation.reported.length;
  const isOver = until >= span.to;
  const lost = lostRows(explanation, events, href);
  const incidents = incidentRows(explanation);
  return {
    choices: quarterChoices(href, quarter, until, explanation.endpoint.inService),
    title: quarterTitle(quarter),
    dates: quarterDates(span),
    progress: isOver ? null : serviceWords.goesOn,
    figures: serviceFigures(counted, isOver),
    incidentCount: happened === 0 ? null : plural(happened, ...incidentCount),
    noIncidents: noIncidents(counted.account),
    closed: closed === null ? null : closedView(closed),
    changes: changes.map(changeSentence),
    picture: quarterPicture(explanation.lines, span, until),
    pictureText: `${serviceWords.pictureText} ${serviceWords.pictureTable}`,
    legend: legend.map((standing) => ({ standing, word: standingWords[standing], ...swatchOf(standing) })),
    lost: folded(lost, lostSummary(lost)),
    excluded: folded(excludedRows(explanation), (count) => plural(count, ...exclusionCount)),
    incidents: folded(incidents, (count) => plural(count, ...incidentCount)),
    day: day === null ? null : dayView(explanation, events, { day, href, quarter, until }),
  };
}

/** Where there are no incidents: of time that nobody observed that is no good news. */
interface NoIncidents {
  readonly word: string;
  readonly sentence: string;
}

function noIncidents({ expected, unknown }: Account): NoIncidents {
  if (expected > 0 && unknown === expected) return { word: ratioWords.notAvailable, sentence: serviceWords.incidentsUnknown };
  if (unknown > 0) return { word: serviceWords.noneSeen, sentence: serviceWords.noIncidentsSeen };
  return { word: serviceWords.none, sentence: serviceWords.noIncidents };
}

function folded<Row>(rows: readonly Row[], summary: (count: number) => string): Folded<Row> {
  return { rows, summary: summary(rows.length), isLong: rows.length > unfoldedAtMost };
}

/** « 12 intervalles : 2 indisponibles – équipement, 10 inconnus » */
function lostSummary(rows: readonly LostRow[]): (count: number) => string {
  const counts = severity.flatMap((state) => {
    const { one, several } = statePlurals[state];
    const found = rows.filter((row) => row.state === state).length;
    return found === 0 ? [] : [plural(found, one, several)];
  });
  return (count) => serviceWords.listed.replace("{all}", plural(count, ...rowCount)).replace("{each}", counts.join(", "));
}
