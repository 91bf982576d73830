import type { StateOwner } from "../../sla/owner.ts";
import type { MaintenanceRow } from "../model/details.ts";
import type { TerritoryRow } from "../model/model.ts";

export const sheetNames = {
  readMe: "Lisez-moi",
  sites: "Sites",
  endpoints: "Équipements",
  territories: "Territoires",
  months: "Mois",
  incidents: "Incidents",
  maintenances: "Maintenances",
  farEnds: "Destinations",
  quality: "Qualité",
} as const;

export const yesNo = { yes: "oui", no: "non", unknown: "n.d." } as const;

/** Columns that several sheets have. */
export const heads = {
  quarter: "Trimestre",
  id: "Identifiant",
  site: "Site",
  siteId: "Identifiant du site",
  commune: "Commune",
  territory: "Territoire",
  endpoint: "Équipement",
  endpoints: "Équipements",
  siren: "SIREN",
  kind: "Nature",
  hostKind: "Type d'hébergeur",
  isFictional: "Site fictif",
  target: "Objectif de disponibilité",
  met: "Équipements à l'objectif",
  missed: "Équipements sous l'objectif",
  isMet: "Objectif tenu",
  expectedHours: "Heures attendues",
  downHours: "Heures d'indisponibilité (équipement)",
  siteHours: "Heures d'indisponibilité (site)",
  unknownHours: "Heures non observées",
  maintenanceHours: "Heures de maintenance décomptées",
  availability: "Taux de disponibilité",
  coverage: "Taux de couverture de la mesure",
  caveat: "Sous réserve",
  incidents: "Incidents",
  restoreBreaches: "Dépassements de la GTR",
  takeChargeBreaches: "Dépassements de la GTI",
  meanRestoreHours: "Temps moyen de rétablissement (heures)",
  restarts: "Redémarrages",
  microOutages: "Micro-coupures",
  uses: "Usages",
  days: "Jours d'usage",
  useHours: "Heures d'usage",
  offHoursUses: "Usages en horaires décalés",
  occupancy: "Taux d'occupation",
  perMonth: "Usages par mois",
  perMonthLow: "IC 95 %, borne basse",
  perMonthHigh: "IC 95 %, borne haute",
  attempts: "Tentatives d'appel",
  failedAttempts: "Tentatives échouées",
  trips: "Trajets évités, ordre de grandeur (cas central)",
  km: "Kilomètres évités (cas central)",
  co2Low: "kg CO2e évités (cas bas)",
  co2: "kg CO2e évités (cas central)",
  co2High: "kg CO2e évités (cas haut)",
  notEstimated: "Usages sans estimation de trajet",
  costPerUse: "Aide régionale par usage (euros)",
  underUse: "Sous-utilisation",
  probability: "Probabilité de sous-utilisation",
  quadrant: "Fiabilité et usage",
  action: "Piste d'action",
  commissioned: "Mise en service",
  removed: "Retrait",
  month: "Mois",
  from: "Début",
  to: "Fin",
  goingOn: "En cours",
  lostHours: "Heures de plage perdues",
  clockHours: "Durée contractuelle (heures)",
  guaranteed: "GTR (heures)",
  isRestoreBreach: "GTR dépassée",
  takeChargeHours: "Prise en charge (heures)",
  isTakeChargeBreach: "GTI dépassée",
  owner: "Origine constatée",
  attributed: "Origine imputée",
  scope: "Portée",
  scopeId: "Concerne",
  declared: "Déclarée le",
  times: "Interventions",
  announcedHours: "Heures annoncées",
  destination: "Destination",
  grade: "Classe de qualité",
  calls: "Appels",
} as const;

export const territoryKinds: Readonly<Record<TerritoryRow["kind"], string>> = {
  EPCI: "EPCI",
  METROPOLE: "métropole",
  ILE: "île",
  PAYS: "pays",
  HORS_EPCI: "hors EPCI",
};

export const hostKinds = { collectivite: "collectivité", pepiniere: "pépinière d'entreprises", autre: "autre" } as const;

export const qualityWords = { good: "bon", degraded: "dégradé", bad: "mauvais", unclassified: "non classé" } as const;

export const scopeWords: Readonly<Record<MaintenanceRow["scope"]["kind"], string>> = {
  endpoint: "équipement",
  site: "site",
  territory: "territoire",
  network: "réseau",
};

export const ownerWords: Readonly<Record<StateOwner, string>> = {
  endpoint: "équipement",
  registrar: "plateforme d'enregistrement",
  site_power: "alimentation électrique du site",
  site_network: "réseau du site",
  operator_link: "lien de l'opérateur",
  supervision: "supervision",
  none: "non établie",
};

export const readMeFr = {
  term: "Rubrique",
  value: "Contenu",
  title: "Rapport trimestriel de fiabilité et d'usage",
  quarter: "Trimestre",
  standing: "Version",
  draft: "projet, arrêté aux dernières données",
  first: "v1",
  revision: (number: number) => `révision ${number}`,
  horizon: "Arrêté des données (heure de Paris)",
  digest: "Empreinte SHA-256 des chiffres",
  use: "Emploi",
  uses: "Une ligne par objet et une colonne par grandeur : chaque feuille sert telle quelle de source à un tableau croisé dynamique.",
  rounding: "Arrondis",
  rounded:
    "Les taux sont tronqués au centième de pour cent, jamais arrondis vers l'objectif ; les heures sont arrondies au centième. Une cellule vide : la grandeur n'est pas déterminée.",
  privacy: "Diffusion",
  notPublic: "Classeur destiné à la Région : les petits effectifs y figurent. À publier : les fichiers CSV, où 1 et 2 usages sont masqués.",
} as const;
