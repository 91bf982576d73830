import { type FarEndClass, farEndClasses } from "../../usage/far-end-class.ts";
import { farEndClassWords } from "../../usage/fr.ts";
import { number } from "../../web/french-format.ts";
import type { UseFigures } from "../model/figures.ts";
import type { ReportModel, TerritoryRow } from "../model/model.ts";
import { counted, countedOrNone, decimalHours, listed, notKnown, perMonth, quarterShort, share, wholePercent } from "./fr-quantities.ts";

export const useWords = {
  quality: "7. Qualité des communications",
  uses: "8. Usages",
  volumes: "8.1 Volumes",
  hours: "8.2 Répartition entre heures ouvrées et horaires décalés",
  destinations: "8.3 Destinations",
  savings: "8.4 Déplacements et émissions évités : ordre de grandeur",
  volumesHead: ["Indicateur", "Valeur"],
  qualityHead: ["Territoire", "Bonne", "Dégradée", "Mauvaise", "Non classée", "Part de bonne qualité"],
  destinationsHead: ["Destination", "Usages", "Part"],
  savingsHead: ["Hypothèse", "Déplacements", "Kilomètres", "Heures de route", "CO2e (kg)"],
  noCall: "Aucun appel n'a été passé : aucune qualité n'est à rapporter.",
  noUse: "Aucun usage ce trimestre.",
  noDestination: "Aucune destination à répartir : aucun usage ce trimestre.",
  notWorkedOut: "n.d. : les distances ne sont pas établies pour ce trimestre ; aucun ordre de grandeur n'est donné.",
  footprint:
    "L'empreinte propre de la visioconférence, faible mais non nulle, n'est pas déduite. Le trajet de l'usager jusqu'à la salle l'est.",
} as const;

const leastClassed = 5;

export function qualitySentences({ network }: ReportModel): string[] {
  const { good, degraded, bad, unclassified } = network.use.quality;
  const classed = good + degraded + bad;
  const rest =
    unclassified === 0
      ? ""
      : ` ${counted(unclassified, "appel n'a pu être classé", "appels n'ont pu être classés")} : trop court, ou sans mesure de perte.`;
  if (classed === 0) return [`Aucun appel n'a pu être classé : l'équipement n'en a pas donné les mesures, ou l'appel était trop court.`];
  const head =
    classed < leastClassed
      ? `${counted(classed, "appel classé", "appels classés")}, dont ${good} de bonne qualité : les effectifs sont trop faibles pour conclure.`
      : `Sur ${counted(classed, "appel classé", "appels classés")}, ${wholePercent(good, classed)} sont de bonne qualité, ${wholePercent(degraded, classed)} de qualité dégradée et ${wholePercent(bad, classed)} de mauvaise qualité.`;
  return [`${head}${rest}`, "Chaque appel vaut ce que vaut sa mesure la plus faible : perte de paquets, gigue ou délai aller-retour."];
}

export const qualityCaption = (quarter: string): string => `Appels par classe de qualité, ${quarterShort(quarter)}`;

export function qualityRow({ name, use: { quality } }: TerritoryRow): string[] {
  const { good, degraded, bad, unclassified } = quality;
  const classed = good + degraded + bad;
  const part = classed < leastClassed ? `${good} sur ${classed}` : wholePercent(good, classed);
  return [name, String(good), String(degraded), String(bad), String(unclassified), classed === 0 ? notKnown : part];
}

export const volumesCaption = (quarter: string): string => `Volumes d'usage, ${quarterShort(quarter)}`;

export function volumeRows({ use }: ReportModel["network"]): string[][] {
  const { attempts, failedAttempts, farEnds, cost } = use;
  return [
    ["Usages", String(use.uses)],
    ["Usages par site et par mois [IC 95 %]", perMonth(use.perMonth)],
    ["Jours d'usage, cumulés par équipement", String(use.days)],
    ["Durée d'usage", decimalHours(use.usedSeconds)],
    [
      "Taux d'occupation des plages de service",
      share(use.usableSeconds === 0 ? null : { part: use.serviceUsedSeconds, whole: use.usableSeconds }),
    ],
    ["Tentatives d'appel, dont non abouties", `${attempts}, dont ${failedAttempts} (${wholePercent(failedAttempts, attempts)})`],
    ["Par un pont de visioconférence", String(use.bridgeUses)],
    ["Par une passerelle de conférence web", String(use.gatewayUses)],
    ["Interlocuteurs distants différents", farEndsTold(farEnds)],
    ["Coût d'un usage (part de l'aide régionale)", costTold(cost)],
  ];
}

function farEndsTold({ told, least, most }: UseFigures["farEnds"]): string {
  if (told === 0) return notKnown;
  return least === most ? String(least) : `de ${least} à ${most}`;
}

function costTold(cost: UseFigures["cost"]): string {
  if (cost === null) return "sans objet : aucune aide déclarée";
  if (cost.perUse === null) return "sans usage";
  const high = cost.high === null ? "" : ` [${euros(cost.low)} ; ${euros(cost.high)}]`;
  return `${euros(cost.perUse)} €${high}`;
}

const euros = (value: number): string => value.toFixed(2).replace(".", ",");

export function volumeSentence({ use, sites }: ReportModel["network"]): string {
  if (use.uses === 0) return `Aucun usage n'a été constaté ce trimestre sur ${counted(sites, "site")}.`;
  return `${counted(use.uses, "usage")}, pour ${decimalHours(use.usedSeconds)} de communication. Un usage est une communication établie d'une minute au moins ; les rappels du même interlocuteur dans les cinq minutes comptent pour un.`;
}

export function hoursSentence({ use }: ReportModel["network"]): string {
  const { uses, offHoursUses, offHoursSeconds } = use;
  if (uses === 0) return useWords.noUse;
  if (offHoursUses === 0) return `Tous les usages ont eu lieu aux heures d'ouverture des sites.`;
  return `${counted(uses - offHoursUses, "usage a", "usages ont")} commencé aux heures d'ouverture des sites et ${counted(offHoursUses, "usage", "usages")} en horaires décalés (${wholePercent(offHoursUses, uses)}), pour ${decimalHours(offHoursSeconds)} en horaires décalés.`;
}

export const destinationsCaption = (quarter: string): string => `Usages par destination, ${quarterShort(quarter)}`;
export const destinationsChart = (quarter: string): string => `Destinations des usages, ${quarterShort(quarter)}`;

export interface Destination {
  readonly name: string;
  readonly uses: number;
}

export const destinations = ({ farEndClasses: counts }: UseFigures): Destination[] =>
  farEndClasses.flatMap((name: FarEndClass) => (counts[name] === 0 ? [] : [{ name: capital(farEndClassWords[name]), uses: counts[name] }]));

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

export function destinationsAlternative(all: readonly Destination[]): string {
  return `Usages par destination : ${all.map(({ name, uses }) => `${name} ${uses}`).join(", ")}.`;
}

export function savingsSentences({ savings }: UseFigures): string[] {
  if (savings === null) return [useWords.notWorkedOut];
  const { estimated, notEstimated } = savings;
  const { unknown_far_end: notLocated, sea_crossing: overSea } = notEstimated;
  const left = [
    ...(notLocated > 0 ? [`interlocuteur non localisé (${notLocated})`] : []),
    ...(overSea > 0 ? [`traversée maritime (${overSea})`] : []),
  ];
  const head = countedOrNone(
    estimated,
    "Aucun usage n'a pu être converti",
    "usage converti en déplacement",
    "usages convertis en déplacements",
  );
  const rest = left.length === 0 ? "" : ` Non estimés : ${listed(left)}.`;
  return [`${head}.${rest}`, useWords.footprint];
}

export function savingsRows({ savings }: UseFigures): string[][] {
  if (savings === null || savings.estimated === 0) return [];
  return (["low", "central", "high"] as const).map((name) => {
    const { trips, km, hours, co2Kg } = savings[name];
    return [savingsCases[name], ...[trips, km, hours, co2Kg].map((value) => number(Math.round(value)))];
  });
}

const savingsCases = { low: "Basse", central: "Centrale", high: "Haute" } as const;

export const savingsCaption = (quarter: string): string => `Déplacements et émissions évités, ordre de grandeur, ${quarterShort(quarter)}`;
