import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { HostKind, TerritoryKind } from "../directory/directory.ts";
import type { EndpointState, StateCause } from "../sla/state-interval.ts";
import type { AgentCondition } from "./overview.ts";
import { typographic } from "./typography.ts";

/** Every word the pages show. Written with an ordinary keyboard; `typographic` sets spaces and apostrophes. */
function set<K extends string>(words: Readonly<Record<K, string>>): Readonly<Record<K, string>> {
  const typeset: Record<K, string> = { ...words };
  for (const key in typeset) typeset[key] = typographic(words[key]);
  return typeset;
}

export const stateWords: Readonly<Record<EndpointState, string>> = set({
  up: "disponible",
  degraded: "dégradé",
  down: "indisponible – équipement",
  site: "indisponible – site/réseau",
  unknown: "inconnu",
});

/** Under a number: « 12 disponibles ». */
export const statePlurals: Readonly<Record<EndpointState, { readonly one: string; readonly several: string }>> = {
  up: { one: "disponible", several: "disponibles" },
  degraded: { one: "dégradé", several: "dégradés" },
  down: { one: "indisponible – équipement", several: "indisponibles – équipement" },
  site: { one: "indisponible – site/réseau", several: "indisponibles – site/réseau" },
  unknown: { one: "inconnu", several: "inconnus" },
};

export const stateMeanings: Readonly<Record<EndpointState, string>> = set({
  up: "L'équipement répond et peut passer des appels.",
  degraded: "L'équipement répond, mais une fonction lui manque : enregistrement perdu, caméra, microphone, tablette ou matériel en défaut.",
  down: "L'agent du site fonctionne et l'équipement ne répond plus, confirmé par trois relevés.",
  site: "Le site n'a plus d'alimentation ou de réseau, preuve à l'appui.",
  unknown: "Aucune preuve récente : ni disponible, ni indisponible. Ce temps réduit la couverture des chiffres.",
});

export const causeSentences: Readonly<Record<StateCause, string>> = set({
  answered: "répond normalement",
  registration_failed: "enregistrement perdu auprès du serveur SIP ou H.323",
  part_failed: "caméra, microphone, tablette ou matériel en défaut",
  silent_confirmed: "ne répond plus, confirmé par trois relevés",
  silent_unconfirmed: "ne répond plus, en attente de confirmation",
  no_observation: "aucun relevé d'état reçu : on ne sait pas",
  refused: "l'équipement refuse l'accès : identifiants ou port à vérifier",
  garbled: "réponse illisible",
});

/** In the place of a cause, while the first poll of a state is still to come. */
export const answeredSentence = typographic("a répondu, état en cours d'établissement");

export const conditionWords: Readonly<Record<AgentCondition, string>> = set({
  current: "à jour",
  late: "en retard",
  silent: "muet",
  never_seen: "jamais vu",
});

export const conditionPlurals: Readonly<Record<AgentCondition, string>> = {
  current: "à jour",
  late: "en retard",
  silent: "muets",
  never_seen: "jamais vus",
};

/** Singular and plural, for `plural`. */
export const countWords = {
  endpoint: ["équipement", "équipements"],
  site: ["site", "sites"],
  waiting: ["relevé en attente", "relevés en attente"],
  lost: ["relevé perdu", "relevés perdus"],
  entry: ["entrée", "entrées"],
  setAside: ["point mis de côté", "points mis de côté"],
  outOf: "sur",
  match: ["équipement correspond au filtre", "équipements correspondent au filtre"],
  attention: ["équipement à traiter", "équipements à traiter"],
  otherAgent: ["autre agent", "autres agents"],
} as const;

export const influxWords = set({
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

export const territoryKindWords: Readonly<Record<TerritoryKind, string>> = set({
  EPCI: "intercommunalité",
  METROPOLE: "métropole",
  ILE: "île",
  PAYS: "pays",
  HORS_EPCI: "commune hors intercommunalité",
});

export const hostKindWords: Readonly<Record<HostKind, string>> = set({
  collectivite: "collectivité",
  pepiniere: "pépinière d'entreprises",
  autre: "autre hébergeur",
});

export const durationWords = set({
  never: "jamais",
  justNow: "à l'instant",
  ago: "il y a",
  inFuture: "horloge en avance : daté du",
  since: "depuis",
  underAMinute: "moins d'une minute",
  neverObserved: "jamais observé",
});

export const ratioWords = set({ notAvailable: "n.d.", reservation: "sous réserve", between: "entre", and: "et" });

export const dayWords = {
  always: typographic("24 h/24, 7 j/7"),
  closed: "fermé",
  names: {
    Mo: "lun.",
    Tu: "mar.",
    We: "mer.",
    Th: "jeu.",
    Fr: "ven.",
    Sa: "sam.",
    Su: "dim.",
    PH: "jours fériés",
    SH: "vacances scolaires",
  } as Readonly<Record<string, string>>,
};

export const pageWords = set({
  product: "Vigie",
  tagline: "Visioconférences publiques de Bretagne",
  title: "État des visioconférences publiques",
  skip: "Aller au contenu",
  demonstration: "Démonstration : sites fictifs",
  demonstrationMore: "Les équipements sont simulés ; aucun de ces sites n'existe sous cette forme.",
  pause: "Suspendre l'actualisation",
  resume: "Reprendre l'actualisation",
  reload: "Actualiser la page",
  updated: "Données du",
  parisTime: "Toutes les heures sont celles de Paris.",
  proofNote: "Dernière preuve : dernier relevé où l'équipement a montré qu'il fonctionne.",
  ratioNote:
    "Disponibilité : temps disponible ou dégradé sur temps observé, tronquée à deux décimales. « Sous réserve » : moins de 95 % du temps observé. « n.d. » : moins de 50 %.",
  legend: "Comprendre les états",
  home: "Vue d'ensemble",
  breadcrumb: "Fil d'Ariane",
  frozen: "Le collecteur ne répond pas : données figées depuis le {time}.",
  frozenSource: "Données figées depuis le {time} : le collecteur n'a rien lu de plus récent.",
  restored: "Le collecteur répond de nouveau.",
  moreChanges: "et {count} autres changements d'état",
  notFoundTitle: "Page introuvable",
  notFound: "Cette adresse ne correspond à aucune page, ou l'équipement n'est plus dans l'inventaire.",
  errorTitle: "Page momentanément indisponible",
  error: "Le collecteur n'a pas pu préparer cette page. Les relevés continuent d'être reçus. Réessayez dans une minute.",
});

export const overviewWords = set({
  states: "Équipements par état",
  attention: "À traiter",
  attentionMore: "À traiter aussi :",
  nothingToDo: "Rien à traiter : tous les équipements sont disponibles.",
  collection: "Collecte",
  agents: "Agents",
  agentsToCheck: "Agents à vérifier",
  noAgent: "aucun agent déclaré",
  fleet: "Parc",
  filter: "Filtrer le parc",
  filterState: "État",
  filterAll: "tous les états",
  filterText: "Équipement, site, commune ou modèle",
  filterSubmit: "Filtrer",
  filterReset: "Effacer le filtre",
  noMatch: "Aucun équipement ne correspond à ce filtre.",
  emptyFleet: "Aucun équipement n'est encore déclaré",
  emptyFleetHelp: "Déclarez territoires, sites et équipements dans l'inventaire, puis redémarrez le collecteur : ils apparaîtront ici.",
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
  inCall: "en appel",
  fictional: "site fictif",
  technician: "technicien sur place",
  noTechnician: "sans technicien sur place",
  agent: "Agent",
  contact: "contact",
  lag: "retard des relevés",
  clock: "horloge",
  allUp: "Tous les équipements sont disponibles",
});

export const endpointWords = set({
  identity: "Fiche",
  territory: "Territoire",
  site: "Site",
  host: "Hébergeur",
  hours: "Horaires d'ouverture",
  model: "Modèle",
  firmware: "Micrologiciel",
  notRead: "non communiqué",
  proof: "Dernière preuve de bon fonctionnement",
  observed: "Dernier relevé",
  call: "Appel",
  callYes: "en cours",
  callNo: "aucun en cours",
  callUnknown: "on ne sait pas",
  version: "version",
  availability: "Disponibilité",
  today: "Aujourd'hui",
  month: "30 derniers jours",
  coverage: "Couverture",
  bounds: "Bornes",
  exact: "aucune incertitude",
  lastDay: "Dernières 24 heures",
  lastDaySummary: "Sur les dernières 24 heures :",
  noEvidence: "aucun",
  readings: "Dernières mesures",
  readingsCaption: "Ce que l'équipement a répondu en dernier, grandeur par grandeur",
  noReadings: "Aucune mesure pour l'instant.",
  quantity: "Grandeur",
  value: "Valeur",
  readAt: "Mesurée",
  intervals: "Derniers états",
  newestIntervals: "Les {count} derniers états, du plus récent au plus ancien",
  onlyInterval: "Le seul état connu",
  noIntervals: "Aucun état conclu pour l'instant.",
  from: "Début",
  lasted: "Durée",
  cause: "Motif",
  evidence: "Relevés à l'appui",
});

const unknown = "état indéterminé";
const registration = { registered: "enregistré", failed: "en échec", off: "désactivé", unknown };
const part = { ok: "en ordre", failed: "en défaut", off: "pas en service", unknown };

interface ReadingWords {
  readonly label: string;
  readonly words?: Readonly<Record<string, string>>;
}

export const readingWords: Readonly<Record<ReadingKind, ReadingWords>> = {
  uptime_seconds: { label: "En marche depuis" },
  snmp_uptime_seconds: { label: "Agent SNMP en marche depuis" },
  snmp_engine_boots: { label: "Démarrages de l’agent SNMP" },
  last_shutdown_reason: { label: "Motif du dernier arrêt" },
  active_calls: { label: "Appels en cours" },
  system_state: {
    label: "Activité",
    words: { ready: "prêt", in_call: "en appel", asleep: "en veille", starting: "en démarrage", unknown },
  },
  sip_registration: { label: "Enregistrement SIP", words: registration },
  h323_registration: { label: "Enregistrement H.323", words: registration },
  cloud_registration: { label: "Enregistrement chez le constructeur", words: registration },
  overall_state: { label: "État général", words: part },
  hardware_state: { label: "État du matériel", words: part },
  camera_state: { label: "Caméra", words: part },
  microphone_state: { label: "Microphone", words: part },
  display_state: { label: "Écran", words: part },
  touch_panel_state: { label: "Tablette de commande", words: part },
  network_link_state: { label: "Port réseau", words: part },
  network_speed_bits_per_second: { label: "Débit du port réseau" },
  temperature_celsius: { label: "Température" },
  temperature_limit_celsius: { label: "Température maximale" },
  temperature_state: { label: "Température (avis du codec)", words: { normal: "normale", high: "élevée", critical: "critique", unknown } },
  service_state: { label: "Service associé", words: part },
  time_service_state: { label: "Serveur de temps", words: part },
  tls_state: {
    label: "Identité de l’interface web",
    words: {
      verified: "certificat vérifié",
      pinned: "empreinte vérifiée",
      accepted: "certificat accepté sans vérification",
      clear: "connexion en clair",
    },
  },
  diagnostic_level: { label: "Diagnostic", words: { critical: "critique", error: "erreur", warning: "avertissement" } },
  diagnostic_errors: { label: typographic("Diagnostics : erreurs") },
  diagnostic_warnings: { label: typographic("Diagnostics : avertissements") },
  clock_offset_seconds: { label: "Écart d’horloge du codec" },
  data_age_seconds: { label: "Âge des données du codec" },
  history_state: { label: "Journal d’appels", words: { continuous: "suivi sans interruption", gap: "interrompu" } },
  history_keeping: {
    label: "Conservation du journal d’appels",
    words: { kept: "conservé au redémarrage", lost_at_restart: "perdu au redémarrage" },
  },
  stream_loss_ratio: { label: "Perte de paquets, flux" },
  stream_recent_loss_ratio: { label: "Perte récente, flux" },
  stream_jitter_milliseconds: { label: "Gigue, flux" },
  stream_latency_milliseconds: { label: "Délai aller-retour, flux" },
  stream_rate_bits_per_second: { label: "Débit, flux" },
  stream_frames_per_second: { label: "Images par seconde, flux" },
  stream_resolution: { label: "Définition, flux" },
  total_call_seconds: { label: "Temps d’appel depuis la mise en service" },
  total_calls: { label: "Appels depuis la mise en service" },
  model: { label: "Modèle" },
  firmware: { label: "Micrologiciel" },
  serial: { label: "Numéro de série" },
};
