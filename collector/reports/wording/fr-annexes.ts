import { stateMeanings, stateWords } from "../../web/fr-states.ts";
import { number } from "../../web/french-format.ts";
import type { EndpointRow, ReportModel } from "../model/model.ts";
import { targetSentence } from "./fr-essential.ts";
import { counted, day, lengthOrNone, perMonth, quarterShort, share } from "./fr-quantities.ts";
import { endpointName, type Told } from "./told.ts";

export const annexWords = {
  method: "Annexe A. Méthode de calcul",
  endpoints: "Annexe B. Détail par équipement",
  incidents: "Annexe C. Journal des incidents",
  maintenances: "Annexe D. Journal des maintenances",
  glossary: "Annexe E. Glossaire",
  sources: "Annexe F. Sources et licences",
  accessibility: "Annexe G. Déclaration d'accessibilité",
  states: "États",
  formulas: "Formules et arrondis",
  clock: "Temps, fuseau et jours fériés",
  use: "Usages et verdicts",
  savings: "Déplacements évités",
  statesHead: ["État", "Sens", "Disponible", "Attendu"],
  endpointsHead: ["Équipement", "Disponibilité", "Couverture", "Incidents", "Temps perdu", "Usages", "Par mois [IC 95 %]", "Lecture"],
  noEndpoint: "Aucun équipement n'était en service ce trimestre.",
  noIncident: "Aucun incident.",
  noMaintenance: "Aucune maintenance programmée n'a touché le trimestre.",
  statesCaption: "Les états et ce qu'ils comptent",
  glossaryCaption: "Termes du rapport",
  glossaryHead: ["Terme", "Sens"],
  factorsHead: ["Facteur", "Valeur", "Année", "Source"],
} as const;

/** In order, with whether it counts as available, and as expected. */
const statesCounted = [
  ["up", "oui", "oui"],
  ["degraded", "oui", "oui"],
  ["down", "non", "oui"],
  ["site", "non", "oui"],
  ["unknown", "non", "non"],
] as const;

export const stateRows = (): string[][] =>
  statesCounted.map(([state, isAvailable, isExpected]) => [stateWords[state], stateMeanings[state], isAvailable, isExpected]);

export const precedence =
  "À chaque instant un équipement est dans un seul état. L'ordre de priorité est : hors parc, hors plage de service, maintenance programmée, puis ce qui est mesuré (indisponible – équipement, indisponible – site/réseau, dégradé, inconnu, disponible). Trois relevés muets de suite font une indisponibilité, datée du premier ; un ou deux, suivis d'une réponse, font une micro-coupure, qui est comptée à part.";

export const formulas: readonly string[] = [
  "Temps attendu : temps en service, dans la plage de service, dans le trimestre, moins les maintenances programmées annoncées à temps.",
  "Taux de disponibilité du service : (disponible + dégradé) / (attendu − inconnu). De l'équipement : le dénominateur est en outre réduit des coupures de site.",
  "Taux de couverture de la mesure : (attendu − inconnu) / attendu. Sous 95 %, un taux est donné « sous réserve » ; sous 50 %, il est « n.d. », jamais 0 ni 100.",
  "Bornes : le taux si tout le temps inconnu avait été perdu, et s'il avait été disponible.",
  "Territoire : somme des secondes de ses équipements, jamais moyenne de pourcentages.",
  "Incident : épisodes d'indisponibilité séparés de moins de quinze minutes de retour stable, sauf durée autre au contrat. L'horloge de la GTR ne court qu'aux heures du contrat ; il y a manquement au-delà de la durée garantie, pas à égalité.",
  "MTTR : somme des horloges d'incident / nombre d'incidents. MTBF : temps disponible / nombre d'incidents. Sans incident, ni l'un ni l'autre n'existe.",
  "Les calculs se font en secondes entières ; les pourcentages de disponibilité sont tronqués à deux décimales, jamais arrondis : 99,8996 % s'écrit 99,89 %. L'objectif est vérifié sur les secondes, non sur le pourcentage affiché.",
];

export const clocks: readonly string[] = [
  "Les instants sont donnés à l'heure de Paris. Un trimestre va de minuit à minuit, heure légale : le jour du passage à l'heure d'été compte 23 heures, celui du retour à l'heure d'hiver 25.",
  "Les jours fériés sont les onze jours légaux de la métropole, calculés ; les horaires d'ouverture de chaque site disent s'il ouvre ces jours-là.",
];

export function useMethod({ rules }: ReportModel): string[] {
  return [
    "Usage : communication établie d'une minute au moins ; les rappels du même interlocuteur dans les cinq minutes n'en font qu'un ; les numéros d'essai sont écartés.",
    "Usages par mois : rapportés aux seuls mois où la salle pouvait servir, avec l'intervalle de confiance exact de Poisson à 95 % (Garwood).",
    `Sous-utilisation : probabilité que l'usage soit inférieur à ${number(rules.underUseThresholdPerMonth)} par mois, loi a priori de Jeffreys ; sur la liste des sites, les verdicts établis sont tenus sous 5 % de fausses découvertes (Benjamini-Hochberg).`,
    "Évolution d'un trimestre à l'autre : test binomial conditionnel exact ; lorsqu'une baisse de moitié ne se distinguerait pas du hasard, les effectifs sont dits trop faibles pour conclure.",
    `Coût d'un usage : aide régionale amortie sur ${counted(rules.amortisationYears, "an")}, rapportée aux usages du trimestre.`,
  ];
}

export function savingsMethod({ rules: { savings } }: ReportModel): string[] {
  const { vehiclesPerUse, substitution, toRoomKm } = savings;
  return [
    `Déplacement évité : aller et retour par la route jusqu'à l'interlocuteur, moins le trajet de l'usager jusqu'à la salle (${number(toRoomKm)} km). Véhicules par usage : ${number(vehiclesPerUse)}. Part des usages qui remplacent un déplacement : de ${number(substitution.low * 100)} % (hypothèse basse) à ${number(substitution.high * 100)} % (hypothèse haute) ; personne ne l'a mesurée.`,
    "Les interlocuteurs non localisés et les traversées maritimes sont comptés et ne sont pas convertis.",
  ];
}

export const factorsCaption = "Émissions d'une voiture, kgCO2e par véhicule et par kilomètre (usage seul)";

export function factorRows({ rules: { savings } }: ReportModel): string[][] {
  const { low, central, high } = savings.co2PerVehicleKm;
  const row = (name: string, { value, year, source }: typeof low): string[] => [
    name,
    value.toFixed(3).replace(".", ","),
    String(year),
    source,
  ];
  return [row("Bas", low), row("Central", central), row("Haut", high)];
}

export const endpointsCaption = (quarter: string): string => `Équipements, ${quarterShort(quarter)}`;

export function endpointRow(told: Told, row: EndpointRow): string[] {
  const { id, service, use, isMet, targetBasisPoints } = row;
  return [
    `${endpointName(told, id)}${lifeTold(row)}`,
    `${share(service.service)}${service.isSubjectToCaveat ? " *" : ""}`,
    share(service.coverage),
    String(service.incidents),
    lengthOrNone(service.account.down + service.account.site),
    String(use.uses),
    perMonth(use.perMonth),
    targetSentence(isMet, targetBasisPoints).replace(" (couverture insuffisante)", ""),
  ];
}

function lifeTold({ commissionedAt, removedAt }: EndpointRow): string {
  const parts = [
    ...(commissionedAt === null ? [] : [`mis en service le ${day(commissionedAt)}`]),
    ...(removedAt === null ? [] : [`retiré le ${day(removedAt)}`]),
  ];
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

export const endpointsNote =
  "* sous réserve : moins de 95 % du temps observé. n.d. : moins de la moitié du temps observé, rien ne peut être dit.";

export const journalCaption = (quarter: string, count: number): string =>
  `${count < 2 ? "Incident" : "Incidents"} du ${quarterShort(quarter)}, dans l'ordre`;
