/** Words that all boards share. */

export const frStates = {
  up: "Disponible",
  degraded: "Dégradé",
  down: "Indisponible – équipement",
  site: "Indisponible – site/réseau",
  unknown: "Inconnu",
} as const;

export const frCauses = {
  answered: "répond normalement",
  registration_failed: "enregistrement perdu auprès du serveur SIP ou H.323",
  part_failed: "caméra, microphone, tablette ou matériel en défaut",
  silent_confirmed: "ne répond plus, confirmé par trois relevés",
  silent_unconfirmed: "ne répond plus, en attente de confirmation",
  no_observation: "aucun relevé d'état reçu : on ne sait pas",
  refused: "l'équipement refuse l'accès : identifiants ou port à vérifier",
  garbled: "réponse illisible",
  site_network: "coupure du réseau du site",
  site_power: "coupure de courant probable du site",
  operator_link: "liaison du site coupée au-delà de sa passerelle",
  agent_cut_off: "l'agent était lui-même coupé du réseau : on ne sait pas",
  agent_not_running: "l'agent ne fonctionnait pas : on ne sait pas",
  observations_lost: "relevés perdus avant d'arriver au collecteur : on ne sait pas",
} as const;

export const frParts = {
  sip_registration: "enregistrement SIP",
  h323_registration: "enregistrement H.323",
  cloud_registration: "enregistrement chez le constructeur",
  overall: "état général",
  hardware: "matériel",
  camera: "caméra",
  microphone: "microphone",
  display: "écran",
  touch_panel: "tablette de commande",
  network_link: "port réseau",
  temperature: "température",
  service: "service associé",
  time_service: "serveur de temps",
} as const;

export const frTerritoryKinds = {
  EPCI: "EPCI",
  METROPOLE: "Métropole",
  ILE: "Île",
  PAYS: "Pays",
  HORS_EPCI: "Commune hors EPCI",
} as const;

export const frHostKinds = {
  collectivite: "Collectivité",
  pepiniere: "Pépinière d'entreprises",
  autre: "Autre",
} as const;

export const frVariables = {
  kind: "Type de territoire",
  territory: "Territoire",
  host: "Type d'hébergeur",
  site: "Site",
  endpoint: "Équipement",
  agent: "Agent",
} as const;

export const frAnnotations = {
  incident: "Incidents",
  maintenance: "Maintenances annoncées",
} as const;

export const frNoData = {
  /** Of a figure that only exists for whole days or months. */
  period: "Aucun mois ne commence dans la période choisie",
  present: "Aucune mesure reçue",
  none: "Aucun",
  unknown: "Non connu",
} as const;

export const frBoards = {
  "vigie-region": { title: "Vue région", tooltip: "Tout le réseau : disponibilité, états, alertes, carte des EPCI" },
  "vigie-epci": { title: "EPCI", tooltip: "Un territoire : disponibilité par mois, incidents, usages, sites" },
  "vigie-site": { title: "Site et équipement", tooltip: "Une salle : états, preuves, qualité, appels, pannes" },
  "vigie-usages": { title: "Sous-utilisation", tooltip: "Usages par site et par mois, constats, salles à relancer" },
  "vigie-qualite": { title: "Qualité des appels", tooltip: "Pertes, gigue, notes de qualité, appels non aboutis" },
  "vigie-contrat": {
    title: "Contrat de service",
    tooltip: "Le trimestre : objectif, temps d'arrêt restant, délais, incidents, maintenances",
  },
  "vigie-collecte": { title: "Collecte", tooltip: "Agents, retards, pertes, écriture dans InfluxDB, registre" },
} as const;

export const frLinks = {
  site: "Ouvrir le site",
  endpoint: "Ouvrir l'équipement",
  territory: "Ouvrir le territoire",
  page: "Ouvrir la page de l'équipement",
  agents: "Ouvrir la page des agents",
} as const;

export const frSeverities = { page: "Réveille", ticket: "Liste du matin" } as const;

export const frFigures = {
  availability: "Disponibilité",
  low: "Au moins",
  high: "Au plus",
  coverage: "Temps connu",
} as const;

export const frTarget = "Objectif";

export const frDirections = { out: "sortant", in: "entrant", unknown: "non connu" } as const;

export const frQualities = { good: "Bonne", degraded: "Dégradée", bad: "Mauvaise", unclassified: "Non classée" } as const;

export const frConnected = { yes: "abouti", no: "non abouti" } as const;

export const frFarEnds = { room: "salle", bridge: "pont", gateway: "passerelle", concierge: "conciergerie", test: "essai" } as const;

export const frChannelStates = {
  answered: "répond",
  silent: "ne répond pas",
  refused: "refuse l'accès",
  garbled: "réponse illisible",
  not_configured: "non configurée",
} as const;

export const frWatchdog = { alive: "En marche", dead: "Arrêté" } as const;
