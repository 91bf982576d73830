import { ownerWords } from "../../web/fr-evidence.ts";
import { causeSentences, stateWords } from "../../web/fr-states.ts";
import type { LostShare, MaintenanceRow } from "../model/details.ts";
import type { EndpointRow, ReportModel } from "../model/model.ts";
import type { IncidentRow } from "../model/sayings.ts";
import { targetSentence } from "./fr-essential.ts";
import {
  counted,
  day,
  hoursAndMinutes,
  lengthOrNone,
  moment,
  none,
  notKnown,
  quarterShort,
  share,
  target,
  wholePercent,
} from "./fr-quantities.ts";
import { endpointName, siteName, type Told } from "./told.ts";

export const commitmentWords = {
  title: "5. Engagements de service : résultats et manquements",
  availability: "5.1 Taux de disponibilité",
  missed: "5.2 Équipements sous l'objectif",
  restore: "5.3 Respect de la GTR et de la GTI",
  maintenance: "5.4 Maintenances programmées",
  exclusions: "5.5 Exclusions appliquées et justificatifs",
  lostHead: ["État", "Cause", "Imputation", "Durée cumulée", "Part du temps attendu"],
  missedHead: ["Équipement", "Objectif", "Disponibilité", "Couverture", "Temps perdu", "Lecture"],
  breachesHead: ["Équipement", "Début", "Horloge GTR", "GTR", "Prise en charge", "GTI", "Manquement"],
  nothingLost: "Aucune seconde n'a été perdue sur les plages de service.",
  noIncident: "Aucun incident : ni la GTR ni la GTI n'ont eu à jouer.",
  penalties:
    "Pénalités : n.d. Le barème est au marché ; le registre n'en calcule aucune. Les manquements ci-dessus en sont la base de calcul.",
} as const;

const seconds = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0);

export function availabilitySentences({ network, quarter }: ReportModel): string[] {
  const { service: figures, endpoints } = network;
  const { account, service, equipment, strict, low, high } = figures;
  if (account.expected === 0) return ["Aucun temps de service n'était attendu ce trimestre."];
  const open = endpoints.all - endpoints.met - endpoints.missed;
  const rate =
    service === null
      ? `Taux de disponibilité du service au ${quarterShort(quarter)} : non déterminé (couverture insuffisante).`
      : `Taux de disponibilité du service au ${quarterShort(quarter)} : ${share(service)}${figures.isSubjectToCaveat ? ", sous réserve" : ""} ; de l'équipement seul, coupures de site écartées : ${share(equipment)} ; sans le temps dégradé : ${share(strict)}.`;
  const bounds =
    account.unknown === 0
      ? "Tout le temps attendu a été observé."
      : `Selon que le temps non observé est compté comme perdu ou comme disponible, le taux est compris entre ${share(low)} et ${share(high)}.`;
  const met = `${counted(endpoints.met, "équipement a", "équipements ont")} tenu l'objectif, ${endpoints.missed === 0 ? "aucun ne l'a manqué" : `${endpoints.missed} ne l'${endpoints.missed < 2 ? "a" : "ont"} pas tenu`}${open === 0 ? "." : ` ; pour ${open}, il est non déterminé ou n'a pas été promis.`}`;
  return [rate, bounds, met];
}

export const lostCaption = (quarter: string): string =>
  `Temps de service qui n'était pas pleinement disponible, par cause, ${quarterShort(quarter)}`;

export const lostRow =
  (expected: number) =>
  ({ state, cause, owner, seconds: lost }: LostShare): string[] => [
    stateWords[state],
    causeSentences[cause],
    ownerWords[owner],
    hoursAndMinutes(lost),
    share(expected === 0 ? null : { part: lost, whole: expected }),
  ];

export function missedSentence({ endpoints }: ReportModel): string {
  const [missed, open] = [endpoints.filter(({ isMet }) => isMet === false), endpoints.filter(isOpen)];
  const head =
    missed.length === 0
      ? "Objectif tenu : aucun équipement n'est sous son objectif."
      : `Objectif non tenu pour ${counted(missed.length, "équipement")}.`;
  if (open.length === 0) return head;
  return `${missed.length === 0 ? "Aucun équipement observé n'est sous son objectif." : head} Non déterminé (couverture insuffisante) pour ${counted(open.length, "équipement")}.`;
}

/** Something was promised, and nothing can be said. */
export const isOpen = ({ isMet, targetBasisPoints }: EndpointRow): boolean => isMet === null && targetBasisPoints !== null;

export const missedCaption = (quarter: string): string => `Équipements sous l'objectif ou non déterminés, ${quarterShort(quarter)}`;

export function missedRow(told: Told, { id, targetBasisPoints, isMet, service }: EndpointRow): string[] {
  const { account } = service;
  return [
    endpointName(told, id),
    target(targetBasisPoints),
    share(service.service),
    share(service.coverage),
    lengthOrNone(account.down + account.site),
    targetSentence(isMet, targetBasisPoints),
  ];
}

export function restoreSentences({ incidents, network }: ReportModel): string[] {
  const guaranteed = incidents.filter(({ isRestoreBreach }) => isRestoreBreach !== null).length;
  const { restoreBreaches, takeChargeBreaches, meanRestoreSeconds } = network.service;
  const mean = meanRestoreSeconds === null ? "" : ` Temps moyen de rétablissement (MTTR) : ${hoursAndMinutes(meanRestoreSeconds)}.`;
  const restore = guaranteed === 0 ? "Aucune GTR n'était promise pour ces incidents." : restoreTold(guaranteed, restoreBreaches);
  const charge =
    takeChargeBreaches === 0
      ? "GTI respectée, ou non promise, pour tous les incidents."
      : `GTI dépassée pour ${counted(takeChargeBreaches, "incident")} : la prise en charge n'a pas été déclarée, ou l'a été trop tard.`;
  return [`${restore}${mean}`, charge];
}

const restoreTold = (guaranteed: number, breaches: number): string =>
  breaches === 0
    ? `GTR respectée pour ${guaranteed === 1 ? "le seul incident" : `les ${guaranteed} incidents`}.`
    : `GTR respectée pour ${guaranteed - breaches} ${guaranteed - breaches < 2 ? "incident" : "incidents"} sur ${guaranteed} (${wholePercent(guaranteed - breaches, guaranteed)}), dépassée pour ${breaches}.`;

export const isBreach = ({ isRestoreBreach, isTakeChargeBreach }: IncidentRow): boolean =>
  isRestoreBreach === true || isTakeChargeBreach === true;

export const breachesCaption = (quarter: string): string => `Manquements à la GTR et à la GTI, ${quarterShort(quarter)}`;

export function breachRow(told: Told, incident: IncidentRow): string[] {
  const { endpoint, from, clockSeconds, isRestoreBreach, isTakeChargeBreach, takeChargeSeconds } = incident;
  const missed = [...(isRestoreBreach === true ? ["GTR"] : []), ...(isTakeChargeBreach === true ? ["GTI"] : [])];
  return [
    endpointName(told, endpoint),
    moment(from),
    hoursAndMinutes(clockSeconds),
    promised(incident.guaranteedRestoreSeconds),
    takeChargeSeconds === null ? "non déclarée" : hoursAndMinutes(takeChargeSeconds),
    promised(incident.guaranteedTakeChargeSeconds),
    missed.join(" et "),
  ];
}

const promised = (guaranteed: number | null): string => (guaranteed === null ? none : hoursAndMinutes(guaranteed));

export function maintenanceSentence({ maintenances }: ReportModel): string {
  if (maintenances.length === 0) return "Aucune maintenance programmée n'a touché le trimestre.";
  const counts = seconds(maintenances.map(({ countedSeconds }) => countedSeconds));
  const announced = seconds(maintenances.map(({ announcedSeconds }) => announcedSeconds));
  const late =
    announced - counts > 0 ? ` ; ${hoursAndMinutes(announced - counts)} annoncées trop tard ou retirées restent dans le temps attendu` : "";
  return `${counted(maintenances.length, "maintenance programmée", "maintenances programmées")}, pour ${hoursAndMinutes(counts)} de temps de service retirées du temps attendu${late}. Le détail est à l'annexe D.`;
}

export function exclusionSentences({ network, endpoints, incidents }: ReportModel): string[] {
  const { account } = network.service;
  const came = endpoints.filter(({ commissionedAt, removedAt }) => commissionedAt !== null || removedAt !== null).length;
  const attributed = incidents.filter(({ attributedTo }) => attributedTo !== null).length;
  return [
    account.maintenance === 0
      ? "Maintenances programmées : aucune n'a été retirée du temps attendu."
      : `Maintenances programmées, déclarées avec leur préavis : ${hoursAndMinutes(account.maintenance)} retirées du numérateur comme du dénominateur.`,
    account.unknown === 0
      ? "Temps sans preuve : aucun."
      : `Temps sans preuve : ${hoursAndMinutes(account.unknown)} d'état inconnu, comptées ni comme disponibles ni comme indisponibles ; elles réduisent la couverture.`,
    came === 0
      ? "Mises en service et retraits : aucun au cours du trimestre."
      : `Mises en service et retraits : ${counted(came, "équipement n'est compté", "équipements ne sont comptés")} que pour le temps passé en service.`,
    attributed === 0
      ? "Imputations saisies : aucune. Les chiffres viennent des seules mesures."
      : `Imputations saisies : ${counted(attributed, "incident")}. Elles sont montrées à côté des chiffres et ne les changent pas.`,
  ];
}

export const incidentWords = {
  title: "6. Incidents marquants",
  head: ["Équipement", "Début", "Fin", "Durée en plage de service", "Horloge GTR", "Cause", "Imputation"],
  none: "Aucun incident.",
  actions:
    "Actions correctives : n.d. dans ce document. Ce que les intervenants ont écrit de chaque incident reste au registre, où il peut être consulté ; aucun texte libre n'est publié.",
} as const;

export function incidentsSentence({ incidents }: ReportModel, shown: number): string {
  const all = incidents.length;
  const lost = hoursAndMinutes(seconds(incidents.map(({ lostSeconds }) => lostSeconds)));
  const head = `${counted(all, "incident")} au cours du trimestre, pour ${lost} de plage de service perdues.`;
  return shown < all
    ? `${head} Voici les ${shown} qui ont le plus pesé ; le journal complet est à l'annexe C.`
    : `${head} Le journal est à l'annexe C.`;
}

export const incidentsCaption = (quarter: string, shown: number): string =>
  `${shown < 2 ? "Incident marquant" : "Incidents marquants"}, ${quarterShort(quarter)}`;

const causeTold = (cause: string | null): string => {
  if (cause === null) return notKnown;
  return Object.entries(causeSentences).find(([name]) => name === cause)?.[1] ?? cause;
};

export function incidentRow(told: Told, incident: IncidentRow): string[] {
  const { endpoint, from, to, isGoingOn, lostSeconds, clockSeconds, cause, owner, attributedTo } = incident;
  return [
    endpointName(told, endpoint),
    moment(from),
    isGoingOn ? "en cours" : moment(to),
    hoursAndMinutes(lostSeconds),
    hoursAndMinutes(clockSeconds),
    causeTold(cause),
    attributedTo === null ? ownerWords[owner] : `${ownerWords[attributedTo]} (saisie)`,
  ];
}

const scopeKinds = { endpoint: "Équipement", site: "Site", territory: "Territoire", network: "Tout le réseau" } as const;

export const maintenanceWords = {
  head: ["Objet", "Déclarée le", "Du", "Au", "Fois", "Annoncé", "Retiré du temps attendu"],
} as const;

export const maintenancesCaption = (quarter: string): string => `Maintenances programmées, ${quarterShort(quarter)}`;

export function maintenanceRow(told: Told, row: MaintenanceRow): string[] {
  return [
    scopeTold(told, row.scope),
    `${day(row.declaredAt)}${row.isCorrected ? " (corrigée)" : ""}`,
    moment(row.from),
    moment(row.to),
    String(row.times),
    hoursAndMinutes(row.announcedSeconds),
    hoursAndMinutes(row.countedSeconds),
  ];
}

function scopeTold(told: Told, { kind, id }: MaintenanceRow["scope"]): string {
  if (id === null) return scopeKinds[kind];
  if (kind === "site") return siteName(told, id);
  return kind === "endpoint" ? endpointName(told, id) : (told.territories.get(id)?.name ?? id);
}
