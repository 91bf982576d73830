import { quadrantActionWords, underUseWords } from "../../usage/fr.ts";
import type { KeyFigure } from "../forms/document.ts";
import type { EpciPart } from "../model/epci-part.ts";
import type { SiteRow } from "../model/model.ts";
import { placeSentence } from "./fr-essential.ts";
import { counted, countedOrNone, hoursAndMinutes, none, perMonth, quarterInFull, quarterShort, share } from "./fr-quantities.ts";
import { siteName, type Told } from "./told.ts";

export const extractWords = {
  summary: "L'essentiel",
  sites: "Vos sites",
  incidents: "Incidents",
  proposals: "Ce qui est proposé",
  maintenances: "Maintenances programmées",
  head: ["Site", "Disponibilité", "Couverture", "Incidents", "Usages", "Par mois [IC 95 %]", "Lecture", "Sous-utilisation"],
  noSite: "Aucun site de votre territoire n'était en service ce trimestre.",
  noIncident: "Aucun incident.",
  noProposal: "Aucune règle n'appelle de décision pour votre territoire ce trimestre.",
  reading:
    "Le taux de disponibilité est mesuré sur la plage de service, hors maintenances programmées ; il est tronqué, jamais arrondi. « n.d. » : trop peu observé pour conclure. Les chiffres sont ceux du rapport trimestriel, dont ils portent l'empreinte.",
} as const;

export const extractTitle = (name: string): string => `Visioconférence publique : ${name}`;
export const extractRecipient = (name: string): string => `Présidence : ${name}`;
export const extractSubtitle = (quarter: string): string =>
  `Extrait du rapport trimestriel de fiabilité et d'usage – ${quarterInFull(quarter)}`;

export function extractFigures({ territory }: EpciPart): KeyFigure[] {
  const { service, use, endpoints, sites } = territory;
  return [
    {
      value: share(service.service),
      label: "Taux de disponibilité",
      note: service.service === null ? "Non déterminé (couverture insuffisante)" : placeSentence(endpoints),
    },
    {
      value: String(service.incidents),
      label: service.incidents < 2 ? "Incident" : "Incidents",
      note: service.incidents === 0 ? "Aucun incident" : `GTR : ${countedOrNone(service.restoreBreaches, "respectée", "dépassement")}`,
    },
    {
      value: String(use.uses),
      label: use.uses < 2 ? "Usage" : "Usages",
      note: `${counted(sites, "site")}, ${counted(endpoints.all, "équipement")}`,
    },
  ];
}

/** Beside the network, for whoever asks how the neighbours fare. */
export function besideNetwork({ model }: Told, { territory }: EpciPart): string {
  const own = territory.use.perMonth === null ? "n.d." : perMonth(territory.use.perMonth);
  const { service, use } = model.network;
  const outages = territory.service.meanRestoreSeconds;
  const mean = outages === null ? "" : ` Temps moyen de rétablissement : ${hoursAndMinutes(outages)}.`;
  return `Sur l'ensemble du réseau, le taux de disponibilité est de ${share(service.service)}. Usages par site et par mois : ${own} ; sur l'ensemble du réseau : ${perMonth(use.perMonth)}.${mean}`;
}

export const extractCaption = (quarter: string): string => `Sites du territoire, ${quarterShort(quarter)}`;

export const extractSiteRow = (told: Told, { id, service, use, endpoints, verdict, action }: SiteRow): string[] => [
  siteName(told, id),
  share(service.service),
  share(service.coverage),
  String(service.incidents),
  String(use.uses),
  perMonth(use.perMonth),
  placeSentence(endpoints),
  action === null || action === "keep" ? underUseWords[verdict] : `${underUseWords[verdict]} : ${quadrantActionWords[action] || none}`,
];

export const leftOut = (count: number): string =>
  count < 2 ? "Le dernier est dans le rapport trimestriel." : `Les ${count} autres sont dans le rapport trimestriel.`;
