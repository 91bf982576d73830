import type { Standing } from "../accounts/explain.ts";
import type { Scope } from "../sla/maintenance.ts";
import { stateWords } from "./fr-states.ts";
import { typeset, typographic } from "./typography.ts";

export const serviceWords = typeset({
  title: "Service rendu",
  quarters: "Trimestre affiché",
  quarterTitle: "{ordinal} trimestre {year}",
  quarterShort: "T{number} {year}",
  from: "du {from} au {to}",
  goesOn: "en cours, chiffres arrêtés à maintenant",
  yetToCome: "à venir",
  service: "Taux de service",
  target: "Objectif",
  met: "tenu",
  missed: "non tenu",
  metSoFar: "tenu à ce jour",
  missedSoFar: "non tenu à ce jour",
  noTarget: "aucun objectif au contrat",
  cannotTell: "on ne peut rien dire : moins de 50 % du temps de service observé",
  nothingExpected: "aucun temps de service attendu sur la période",
  picture: "Frise du trimestre, une ligne par semaine",
  pictureText: "De haut en bas, les semaines du trimestre ; de gauche à droite, les jours, heure de Paris.",
  pictureTable: "Le tableau « Temps non disponible » dit la même chose.",
  legend: "Légende de la frise",
  arithmetic: "Le calcul",
  arithmeticCaption: "D'où vient chaque chiffre ; pourcentages tronqués à deux décimales, jamais arrondis",
  figure: "Chiffre",
  working: "Calcul",
  result: "Résultat",
  seconds: "Temps de service",
  secondsCaption: "Temps de la période dans les heures d'ouverture, à la seconde",
  share: "Part",
  duration: "Durée",
  lost: "Temps non disponible",
  lostCaption: "Chaque intervalle du temps de service où l'équipement n'a pas été pleinement disponible",
  listed: "{all} : {each}",
  nothingLost: "Aucun : l'équipement a été disponible pendant tout le temps de service observé.",
  begin: "Début",
  end: "Fin",
  inService: "Durée en heures de service",
  stateAndCause: "État",
  cause: "Motif",
  owner: "Imputé à",
  evidence: "Preuves",
  excluded: "Temps non compté",
  excludedCaption: "Ce qui n'entre pas dans le calcul, et pourquoi",
  nothingExcluded: "Rien : le service est attendu jour et nuit sur toute la période.",
  what: "Objet",
  when: "Quand",
  counted: "Hors calcul",
  late: "Annoncé trop tard, compté comme du service",
  none: "aucun",
  offHours: "Hors des horaires d'ouverture",
  closure: "Fermeture",
  notInService: "Équipement pas encore, ou plus, en service",
  maintenance: "Maintenance",
  declared: "déclarée le {when}",
  corrected: "corrigée le {when}",
  incidents: "Incidents",
  incidentsCaption: "Pannes groupées comme le contrat les voit : jusqu'au retour stable",
  noIncidents: "Aucun incident sur la période.",
  noIncidentsSeen: "Aucun incident constaté ; une partie du temps de service n'a pas été observée.",
  incidentsUnknown: "On ne peut rien dire des incidents : rien n'a été observé sur la période.",
  noneSeen: "aucun constaté",
  clock: "GTR",
  takeCharge: "GTI",
  said: "Ce qui en est dit",
  kept: "tenue",
  exceeded: "dépassée",
  notPromised: "sans engagement",
  outOf: "engagement de {promised}",
  notTaken: "pas de prise en charge",
  takenAfterEnd: "prise en charge après le rétablissement",
  paged: "astreinte prévenue le {when}",
  taken: "prise en charge le {when}",
  attributed: "imputée par un opérateur : {owner} ({reason})",
  byEvidence: "imputation d'après les preuves : {owner}",
  comment: "le {when} : « {text} »",
  goingOn: "en cours",
  outages: "{count} coupures rapprochées",
  equipment: "Équipement seul",
  strict: "Taux strict",
  mean: "Durée moyenne de rétablissement",
  between: "Temps disponible entre incidents",
  allDay: "Journée du {day}",
  dayCaption: "Tout ce qui s'est passé ce jour, à la seconde",
  dayText: "De minuit à minuit, heure de Paris.",
  previousDay: "Jour précédent",
  nextDay: "Jour suivant",
  closeDay: "Revenir au trimestre",
  emptyDay: "Rien n'est connu de ce jour.",
  noCause: "–",
  removed: "Plus en service depuis le {day}.",
  toCome: "Sera mis en service le {day}.",
  neverInService: "N'a jamais été mis en service.",
  ofDay: "voir la journée",
});

export const rowCount = ["intervalle", "intervalles"] as const;
export const incidentCount = ["incident", "incidents"] as const;
export const exclusionCount = ["motif", "motifs"] as const;

export const standingWords: Readonly<Record<Standing, string>> = {
  ...stateWords,
  ...typeset({ off_hours: "fermé", maintenance: "maintenance", not_in_service: "pas en service" }),
};

export const secondsLabels = typeset({
  open: "Ouvert, équipement en service",
  maintenance: "− maintenances décomptées",
  expected: "= temps de service attendu",
  up: "dont disponible",
  degraded: "dont dégradé",
  down: "dont indisponible – équipement",
  site: "dont indisponible – site/réseau",
  unknown: "dont inconnu",
});

/** How each figure comes about; the times stand in for the words. */
export const workings = typeset({
  service: "(disponible + dégradé) ÷ connu = {part} ÷ {whole}",
  equipment: "sans les coupures du site : {part} ÷ {whole}",
  strict: "le dégradé compté comme une panne : {part} ÷ {whole}",
  coverage: "connu ÷ attendu = {part} ÷ {whole}",
  low: "tout l'inconnu compté en panne : {part} ÷ {whole}",
  high: "tout l'inconnu compté disponible : {part} ÷ {whole}",
});

export const figureLabels = typeset({
  service: "Taux de service",
  equipment: "Équipement seul",
  strict: "Taux strict",
  coverage: "Couverture",
  low: "Borne basse",
  high: "Borne haute",
});

export const scopeWords: Readonly<Record<Scope["kind"], string>> = typeset({
  endpoint: "de l'équipement",
  site: "du site",
  territory: "du territoire",
  network: "de tout le réseau",
});

export const ordinals = ["1er", "2e", "3e", "4e"] as const;
export const weekdays = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."] as const;

/** « 5 équipements sur 6 à l'objectif » */
export const pooledWords = typeset({
  title: "Service du trimestre",
  quarter: "Trimestre",
  onTarget: "à l'objectif",
  outOf: "sur",
  coverage: "couverture",
  met: "objectif tenu",
  missed: "objectif non tenu",
});

export const hourMark = typographic("{hour} h");
