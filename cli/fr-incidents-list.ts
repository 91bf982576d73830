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
    `    ${ownersFr(incident)} ; ${pagedFr(incident)}${takenFr(incident)}`,
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

const pagedFr = ({ pagedAt }: ReportedIncident): string => (pagedAt === null ? "" : `astreinte prévenue le ${minuteFr(pagedAt)} ; `);

function takenFr({ acknowledged, takeChargeSeconds, isTakenAfterEnd, isTakeChargeBreach }: ReportedIncident): string {
  const late = isTakeChargeBreach === true ? ", GTI dépassée" : "";
  if (acknowledged === null) return `non pris en charge${late}`;
  const when = `pris en charge le ${minuteFr(acknowledged.at)} par ${writerFr(acknowledged.by)}`;
  if (isTakenAfterEnd) return `${when}, une fois le service rétabli${late}`;
  return `${when}${takeChargeSeconds === null ? "" : ` (après ${hoursFr(takeChargeSeconds)}${late})`}`;
}

const columns: readonly Column[] = [
  { title: "ID", leftOut: 4 },
  { title: "ÉQUIPEMENT", cut: "end" },
  { title: "DEPUIS" },
  { title: "JUSQU'À" },
  { title: "GTR" },
  { title: "GTI", leftOut: 2 },
  { title: "IMPUTÉ À", cut: "end" },
  { title: "PRÉVENU", leftOut: 1 },
  { title: "PRIS EN CHARGE", cut: "end" },
  { title: "COUPURES", isNumber: true, leftOut: 3 },
];

/** « 4 h 15, dépassée »: time and verdict in one cell, so that neither can be read beside another's. */
function guaranteeFr(seconds: number | null, isBreach: boolean | null): string {
  const verdict = isBreach === true ? "dépassée" : "tenue";
  return [...(seconds === null ? [] : [hoursFr(seconds - (seconds % 60))]), ...(isBreach === null ? [] : [verdict])].join(", ");
}

export function incidentListFr(incidents: readonly ReportedIncident[], width: number | undefined): string {
  if (incidents.length === 0) return "Aucun incident.\n";
  const rows = incidents.map((incident) => [
    incident.id,
    incident.endpoint,
    minuteFr(incident.from),
    incident.isGoingOn ? "en cours" : minuteFr(incident.to),
    guaranteeFr(incident.clockSeconds, incident.isBreach),
    guaranteeFr(incident.isTakenAfterEnd ? null : incident.takeChargeSeconds, incident.isTakeChargeBreach),
    ownerFr(incident.attributed?.owner ?? incident.owner),
    incident.pagedAt === null ? "" : minuteFr(incident.pagedAt),
    incident.acknowledged === null ? "non" : `${minuteFr(incident.acknowledged.at)} ${writerFr(incident.acknowledged.by)}`,
    incident.outages === 1 ? "" : String(incident.outages),
  ]);
  return `${textTable(columns, rows, width).join("\n")}\n\nGTR, GTI : temps écoulé en heures contractuelles, et si la garantie est tenue. PRÉVENU : quand Alertmanager a prévenu quelqu'un.\n`;
}
