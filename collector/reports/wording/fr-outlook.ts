import { networkTimeZone, quarterSpan } from "../../sla/calendar.ts";
import type { IssuedReport } from "../issued.ts";
import type { EndpointRow, ReportModel } from "../model/model.ts";
import type { Proposal } from "../model/sayings.ts";
import { ruleWords } from "./fr-essential.ts";
import { counted, day, hoursAndMinutes, listed, moment, quarterShort, share } from "./fr-quantities.ts";
import { endpointName, siteName, type Told } from "./told.ts";

export const outlookWords = {
  trends: "11. Tendances et points de vigilance",
  plan: "12. Recommandations et plan d'actions",
  quality: "13. Qualité et complétude des données",
  planHead: ["Action", "Sites", "Règle", "Porteur proposé", "Échéance proposée"],
  planNote: "Porteurs et échéances sont des propositions, à arrêter en comité de suivi.",
  noAction: "Aucune règle n'appelle d'action ce trimestre.",
  restartsHead: ["Équipement", "Redémarrages", "Micro-coupures"],
  quiet: "Aucun redémarrage ni micro-coupure n'a été relevé.",
  fleet:
    "Fins de support, micrologiciels et certificats : n.d. Le registre du trimestre garde des états et des appels ; l'inventaire technique du moment se consulte sur les pages de la supervision.",
  coverageHead: ["Équipement", "Couverture", "Temps inconnu", "Taux le plus bas", "Taux le plus haut"],
  allObserved: "Chaque équipement a été observé pour 95 % du temps attendu ou davantage.",
  clocks:
    "Horloges : le début d'un appel est corrigé de l'écart d'horloge de l'équipement lorsqu'il est connu. Rattrapages : les relevés gardés par un agent pendant une coupure sont comptés à leur heure vraie dès leur arrivée.",
} as const;

export const restartsCaption = (quarter: string): string => `Équipements qui ont le plus redémarré, ${quarterShort(quarter)}`;

export const restartsRow = (told: Told, { id, service }: EndpointRow): string[] => [
  endpointName(told, id),
  String(service.restarts),
  String(service.microOutages),
];

export const trendSentence = ({ network: { service } }: ReportModel): string =>
  `${counted(service.restarts, "redémarrage")} et ${counted(service.microOutages, "micro-coupure")} : ni les uns ni les autres ne comptent comme des indisponibilités, mais leur répétition annonce souvent une panne.`;

export const planCaption = (quarter: string): string => `Plan d'actions proposé à l'issue du ${quarterShort(quarter)}`;

export function planRow(told: Told, { rule, sites }: Proposal): string[] {
  const { decision, rule: why, owner } = ruleWords[rule];
  return [decision, listed(sites.map((id) => siteName(told, id))), why, owner, day(endOfNext(told.model.quarter))];
}

/** The last day of the next quarter. */
function endOfNext(quarter: string): number {
  const [year, place] = [Number(quarter.slice(0, 4)), Number(quarter.slice(6))];
  const next = place === 4 ? `${year + 1}-T1` : `${year}-T${place + 1}`;
  return (quarterSpan(next, networkTimeZone)?.to ?? 0) - 1;
}

export function coverageSentence({ network }: ReportModel): string {
  const { account, coverage } = network.service;
  if (account.expected === 0) return "Aucun temps de service n'était attendu.";
  const rate = `Taux de couverture de la mesure : ${share(coverage)} du temps attendu (${hoursAndMinutes(account.expected)}, tous équipements confondus)`;
  return account.unknown === 0 ? `${rate} ; rien n'est inconnu.` : `${rate} ; temps d'état inconnu : ${hoursAndMinutes(account.unknown)}.`;
}

export const coverageCaption = (quarter: string): string =>
  `Équipements observés pour moins de 95 % du temps attendu, ${quarterShort(quarter)}`;

const leastCovered = 0.95;

export const isLittleObserved = ({ service: { account } }: EndpointRow): boolean =>
  account.expected > 0 && account.expected - account.unknown < leastCovered * account.expected;

export const coverageRow = (told: Told, { id, service }: EndpointRow): string[] => [
  endpointName(told, id),
  share(service.coverage),
  hoursAndMinutes(service.account.unknown),
  share(service.low),
  share(service.high),
];

export function evidenceSentences({ evidence, model, revision }: IssuedReport): string[] {
  const horizon =
    evidence.dataHorizon === null
      ? "Arrêté des données : n.d., le registre n'en a plus la date."
      : `Données arrêtées au ${moment(evidence.dataHorizon)} : ce qui est arrivé ensuite n'y est pas.`;
  const issue =
    revision === null || revision.number === 0
      ? "Aucune révision n'a été émise avant ce document."
      : `Ce document est la révision ${revision.number} ; il remplace le précédent, qui est conservé.`;
  const check = `L'empreinte SHA-256 ${evidence.sha256} porte sur tous les chiffres du ${quarterShort(model.quarter)} : « vigie report verify » les recalcule depuis le registre et les compare.`;
  return [horizon, ...(model.isDraft ? [] : [issue]), check];
}
