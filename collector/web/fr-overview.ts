import type { PlanState } from "../../contract/plan.ts";
import type { HostKind, TerritoryKind } from "../directory/directory.ts";
import { typeset } from "./typography.ts";

export const overviewWords = typeset({
  states: "Équipements par état",
  attention: "À traiter",
  attentionMore: "À traiter aussi :",
  nothingToDo: "Rien à traiter : tous les équipements sont disponibles.",
  collection: "Collecte",
  agents: "Agents",
  agentsToCheck: "Agents à vérifier",
  noAgent: "aucun agent déclaré",
  uses: "usages",
  usesOf: "du site",
  fleet: "Parc",
  filter: "Filtrer le parc",
  filterState: "État",
  filterAll: "tous les états",
  filterText: "Équipement, site, commune ou modèle",
  filterSubmit: "Filtrer",
  filterReset: "Effacer le filtre",
  noMatch: "Aucun équipement ne correspond à ce filtre.",
  emptyFleet: "Aucun équipement n'est encore déclaré",
  emptyFleetHelp: "Déclarez territoires, sites et équipements dans l'inventaire : ils apparaîtront ici.",
  emptyTerritory: "Aucun équipement déclaré.",
  tableOf: "Équipements du territoire",
  endpoint: "Équipement",
  state: "État",
  since: "Depuis",
  proof: "Dernière preuve",
  proofShort: "dernière preuve",
  showTerritory: "Voir les équipements",
  onlyTerritory: "Territoire affiché :",
  wholeFleet: "Afficher tout le parc",
  observed: "dernier relevé",
  today: "Aujourd'hui",
  month: "30 jours",
  quarter: "Trimestre",
  inCall: "en appel",
  fictional: "site fictif",
  technician: "technicien sur place",
  noTechnician: "sans technicien sur place",
  agent: "Agent",
  contact: "contact",
  lag: "retard des relevés",
  lastCut: "la dernière :",
  cutSince: "depuis le {since}",
  clock: "horloge",
  allUp: "Tous les équipements sont disponibles",
});

/** Singular and plural, for `plural`. */
export const countWords = {
  endpoint: ["équipement", "équipements"],
  site: ["site", "sites"],
  waiting: ["relevé en attente", "relevés en attente"],
  lost: ["relevé perdu", "relevés perdus"],
  lineCut: ["coupure de liaison avec le collecteur en 24 h", "coupures de liaison avec le collecteur en 24 h"],
  entry: ["entrée", "entrées"],
  setAside: ["point mis de côté", "points mis de côté"],
  outOf: "sur",
  match: ["équipement correspond au filtre", "équipements correspondent au filtre"],
  attention: ["équipement à traiter", "équipements à traiter"],
  otherProblem: ["autre problème", "autres problèmes"],
  otherAgent: ["autre agent", "autres agents"],
} as const;

export const influxWords = typeset({
  title: "Écriture vers InfluxDB",
  off: "non configurée",
  current: "à jour",
  catchingUp: "rattrapage en cours",
  failing: "en échec",
  never: "aucune écriture réussie",
  last: "dernière écriture",
  lag: "retard",
  error: "dernière erreur :",
});

export const inventoryWords = typeset({
  title: "Inventaire",
  refused: "nouvelle version refusée",
  formerStays: "la précédente reste en vigueur",
});

/** What became of the plan an agent was given. */
/** Where the operator reads why. */
export const planReason = typeset({ where: "motif : vigie agents list" }).where;

export const planWords: Readonly<Record<PlanState, string>> = typeset({
  applied: "plan appliqué",
  partial: "plan appliqué en partie",
  refused: "plan refusé par l'agent",
});

/** Of an agent that may not speak any more. */
export const accessWords = typeset({ revoked: "accès révoqué", expired: "certificat ou jeton échu" });

export const refusedReleaseWords = typeset({ refused: "mise à jour refusée" }).refused;

export const territoryKindWords: Readonly<Record<TerritoryKind, string>> = typeset({
  EPCI: "intercommunalité",
  METROPOLE: "métropole",
  ILE: "île",
  PAYS: "pays",
  HORS_EPCI: "commune hors intercommunalité",
});

export const hostKindWords: Readonly<Record<HostKind, string>> = typeset({
  collectivite: "collectivité",
  pepiniere: "pépinière d'entreprises",
  autre: "autre hébergeur",
});
