import type { ReportedIncident } from "../collector/accounts/incident-report.ts";
import { writerFr } from "./fr-desk.ts";
import { minuteFr } from "./fr-moments.ts";
import { hoursFr } from "./fr-sla-lengths.ts";
import { ownerFr, spanFr } from "./fr-sla-states.ts";
import { type Column, textTable } from "./text-table.ts";

/** One incident below the others, with all that is known of it. */
export function incidentLinesFr(incident: ReportedIncident): string[] {
  const { id, from, to, isGoingOn, attributed, comments } = incident;
  const when = isGoingOn ? `depuis le ${minuteFr(from)}` : spanFr(from, to);
  return [
    `  ${id} : ${when}, ${clockFr(incident)}${joinedFr(incident)}`,
    `    ${ownersFr(incident)} ; ${takenFr(incident)}`,
    ...(attributed === null ? [] : [`    imputation par ${writerFr(attributed.by)} : ${attributed.reason}`]),
    ...comments.map(({ at, by, text }) => `    ${minuteFr(at)}, ${writerFr(by)} : ${text}`),
  ];
}

function clockFr({ clockSeconds, isBreach }: ReportedIncident): string {
  const verdict = isBreach === true ? ", GTR dépassée" : ", GTR respectée";
  return `${hoursFr(clockSeconds)} d'heures contractuelles${isBreach === null ? "" : verdict}`;
}

const joinedFr = ({ outages }: ReportedIncident): string => (outages === 1 ? "" : `, ${outages} coupures réunies`);

function ownersFr({ owner, attributed }: ReportedIncident): string {
  const measured = `d'après les relevés : ${ownerFr(owner)}`;
  return attributed === null ? measured : `${measured} ; imputé à : ${ownerFr(attributed.owner)}`;
}

function takenFr({ acknowledged, takeChargeSeconds, isTakeChargeBreach }: ReportedIncident): string {
  const late = isTakeChargeBreach === true ? ", GTI dépassée" : "";
  if (acknowledged === null) return `non pris en charge${late}`;
  const after = takeChargeSeconds === null ? "" : ` (après ${hoursFr(takeChargeSeconds)}${late})`;
  return `pris en charge le ${minuteFr(acknowledged.at)} par ${writerFr(acknowledged.by)}${after}`;
}

const columns: readonly Column[] = [
  { title: "ID", leftOut: 4 },
  { title: "ÉQUIPEMENT", cut: "end" },
  { title: "DEPUIS" },
  { title: "JUSQU'À" },
  { title: "GTR", isNumber: true },
  { title: "" },
  { title: "GTI", isNumber: true, leftOut: 2 },
  { title: "", leftOut: 2 },
  { title: "IMPUTÉ À", cut: "end" },
  { title: "PRIS EN CHARGE", cut: "end" },
  { title: "COUPURES", isNumber: true, leftOut: 3 },
];

export function incidentListFr(incidents: readonly ReportedIncident[], width: number | undefined): string {
  if (incidents.length === 0) return "Aucun incident.\n";
  const rows = incidents.map((incident) => [
    incident.id,
    incident.endpoint,
    minuteFr(incident.from),
    incident.isGoingOn ? "en cours" : minuteFr(incident.to),
    hoursFr(incident.clockSeconds - (incident.clockSeconds % 60)),
    incident.isBreach === true ? "dépassée" : "",
    incident.takeChargeSeconds === null ? "" : hoursFr(incident.takeChargeSeconds - (incident.takeChargeSeconds % 60)),
    incident.isTakeChargeBreach === true ? "dépassée" : "",
    ownerFr(incident.attributed?.owner ?? incident.owner),
    incident.acknowledged === null ? "non" : `${minuteFr(incident.acknowledged.at)} ${writerFr(incident.acknowledged.by)}`,
    incident.outages === 1 ? "" : String(incident.outages),
  ]);
  return `${textTable(columns, rows, width).join("\n")}\n\nGTR, GTI : temps écoulé en heures contractuelles.\n`;
}
