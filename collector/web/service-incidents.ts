import type { Explanation } from "../accounts/explain.ts";
import type { ReportedIncident } from "../accounts/incident-report.ts";
import type { EndpointTerms } from "../sla/endpoint-sla.ts";
import { ownerWords } from "./fr-evidence.ts";
import { serviceWords } from "./fr-service.ts";
import { causeSentences } from "./fr-states.ts";
import { exactDuration } from "./french-dates.ts";
import { dateTime, number } from "./french-format.ts";
import { instant } from "./lost-time.ts";

/** An incident with its clocks, and what people said of it. */
export interface IncidentRow {
  readonly id: string;
  readonly from: { readonly text: string; readonly machine: string };
  /** Null: it goes on. */
  readonly to: { readonly text: string; readonly machine: string } | null;
  readonly cause: string;
  readonly restore: ClockCell;
  readonly takeCharge: ClockCell;
  readonly said: readonly string[];
}

export interface ClockCell {
  readonly text: string;
  readonly verdict: string;
  readonly isBreach: boolean;
}

export function incidentRows({ reported, terms }: Explanation): IncidentRow[] {
  return reported.map((incident) => ({
    id: incident.id,
    from: instant(incident.from),
    to: incident.isGoingOn ? null : instant(incident.to),
    cause: causeOf(incident),
    restore: clockCell(incident.clockSeconds, incident.isBreach, terms.contract.restoreSeconds),
    takeCharge: takeChargeCell(incident, terms.contract),
    said: sayings(incident),
  }));
}

function causeOf({ causes, outages }: ReportedIncident): string {
  const sentences = [...new Set(causes.map(({ cause }) => causeSentences[cause]))];
  if (outages > 1) sentences.push(serviceWords.outages.replace("{count}", number(outages)));
  return sentences.join(", ");
}

function clockCell(seconds: number, isBreach: boolean | null, promised: number | null): ClockCell {
  const text = exactDuration(seconds);
  if (promised === null || isBreach === null) return { text, verdict: serviceWords.notPromised, isBreach: false };
  const word = isBreach ? serviceWords.exceeded : serviceWords.kept;
  return { text, verdict: `${word}, ${serviceWords.outOf.replace("{promised}", exactDuration(promised))}`, isBreach };
}

function takeChargeCell(incident: ReportedIncident, { takeChargeSeconds: promised }: EndpointTerms["contract"]): ClockCell {
  const { takeChargeSeconds, isTakenAfterEnd, isTakeChargeBreach } = incident;
  if (takeChargeSeconds !== null && !isTakenAfterEnd) return clockCell(takeChargeSeconds, isTakeChargeBreach, promised);
  const isBreach = isTakeChargeBreach === true;
  const verdict = isBreach && promised !== null ? clockCell(0, true, promised).verdict : "";
  return { text: isTakenAfterEnd ? serviceWords.takenAfterEnd : serviceWords.notTaken, verdict, isBreach };
}

/** Anybody may read the page: who said it is for `vigie incidents list` and the API, which ask who reads. */
function sayings({ pagedAt, acknowledged, attributed, comments, owner }: ReportedIncident): string[] {
  const on = (sentence: string, at: number): string => sentence.replace("{when}", dateTime(at * 1000));
  return [
    attributed === null
      ? serviceWords.byEvidence.replace("{owner}", ownerWords[owner])
      : serviceWords.attributed.replace("{owner}", ownerWords[attributed.owner]).replace("{reason}", () => attributed.reason),
    ...(pagedAt === null ? [] : [on(serviceWords.paged, pagedAt)]),
    ...(acknowledged === null ? [] : [on(serviceWords.taken, acknowledged.at)]),
    ...comments.map(({ at, text }) => on(serviceWords.comment, at).replace("{text}", () => text)),
  ];
}
