import type { TerritoryRow } from "../model/model.ts";
import { counted, decimalHours, hoursAndMinutes, perMonth, quarterShort, share, wholePercent } from "./fr-quantities.ts";

export const territoryWords = {
  mapTitle: "3. Carte des territoires",
  boardTitle: "4. Tableau de bord par territoire",
  mapIntroduction:
    "Un territoire porte le signe × dès qu'un de ses équipements n'a pas tenu son objectif ; le gris dit si tous, une partie ou aucun sont à l'objectif. Les îles hors EPCI et Belle-Île sont agrandies dans l'encart.",
  mapCredit:
    "Contours : IGN Admin Express COG 2018 (Licence Ouverte), via france-geojson ; périmètres : DGCL/INSEE 2026 via @etalab/decoupage-administratif",
  mapHead: ["Territoire", "Sites", "Équipements à l'objectif", "Taux de disponibilité", "Lecture"],
  service: "Fiabilité",
  use: "Usages",
  serviceHead: ["Territoire", "Sites", "Équipements", "Disponibilité", "Couverture", "Incidents", "Hors GTR", "MTTR"],
  useHead: ["Territoire", "Usages", "Par site et par mois [IC 95 %]", "Heures", "Horaires décalés", "Appels de bonne qualité"],
  none: "Aucun territoire n'a de site en service ce trimestre.",
  isles: "Îles et pays",
  islesNote: "Ces territoires recoupent les précédents : leurs chiffres ne s'y ajoutent pas.",
} as const;

export const mapClasses = [
  { label: "Tous à l'objectif", fill: "#c9d6e3", sign: "" },
  { label: "Une partie à l'objectif", fill: "#8c8c8c", sign: "×" },
  { label: "Aucun à l'objectif", fill: "#3d3d3d", sign: "×" },
] as const;

export const mapCaption = (quarter: string): string =>
  `Respect de l'objectif par EPCI, ${quarterShort(quarter)}. ${territoryWords.mapCredit}`;

export function mapAlternative(all: number, missed: readonly string[]): string {
  const head = `Carte de Bretagne par EPCI : ${counted(all, "territoire a", "territoires ont")} des sites.`;
  if (missed.length === 0) return `${head} Aucun n'a d'équipement sous l'objectif.`;
  return `${head} Avec un équipement au moins sous l'objectif : ${missed.join(", ")}. Le tableau qui suit donne les mêmes chiffres.`;
}

export const chartCaption = (quarter: string, shown: number, all: number, from: string): string =>
  `${shown < all ? `Les ${shown} taux de disponibilité les plus bas sur ${all} territoires` : "Taux de disponibilité par territoire"}, ${quarterShort(quarter)}. Échelle de ${from} à 100 % ; barre évidée : sous l'objectif`;

export const chartAlternative = (bars: readonly { readonly label: string; readonly shown: string }[]): string =>
  `Taux de disponibilité : ${bars.map(({ label, shown }) => `${label} ${shown}`).join(", ")}.`;

export const mapTableCaption = (quarter: string): string => `Les territoires de la carte, ${quarterShort(quarter)}`;
export const serviceCaption = (quarter: string): string => `Fiabilité par territoire, ${quarterShort(quarter)}`;
export const useCaption = (quarter: string): string => `Usages par territoire, ${quarterShort(quarter)}`;

export const serviceRow = ({ name, sites, endpoints, service }: TerritoryRow): string[] => [
  name,
  String(sites),
  `${endpoints.met} sur ${endpoints.all}`,
  `${share(service.service)}${service.isSubjectToCaveat ? " *" : ""}`,
  share(service.coverage),
  String(service.incidents),
  String(service.restoreBreaches),
  service.meanRestoreSeconds === null ? "–" : hoursAndMinutes(service.meanRestoreSeconds),
];

export const serviceNote =
  "Équipements : à l'objectif, sur l'ensemble. Hors GTR : incidents rétablis au-delà de la garantie. MTTR : temps moyen de rétablissement. * sous réserve : moins de 95 % du temps observé. n.d. : moins de la moitié, rien ne peut être dit.";

export function useRow({ name, use }: TerritoryRow): string[] {
  return [
    name,
    String(use.uses),
    perMonth(use.perMonth),
    decimalHours(use.usedSeconds),
    wholePercent(use.offHoursUses, use.uses),
    qualityCell(use.quality),
  ];
}

const leastClassed = 5;

/** Of few calls no percentage. */
function qualityCell({ good, degraded, bad }: TerritoryRow["use"]["quality"]): string {
  const classed = good + degraded + bad;
  if (classed === 0) return "n.d.";
  return classed < leastClassed ? `${good} sur ${classed}` : wholePercent(good, classed);
}
