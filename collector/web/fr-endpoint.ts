import type { Channel, Outcome } from "../../contract/observation.ts";
import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { RestartKind } from "../ledger/port.ts";
import { typeset, typographic } from "./typography.ts";

export const endpointWords = typeset({
  identity: "Fiche",
  territory: "Territoire",
  site: "Site",
  host: "Hébergeur",
  hours: "Horaires d'ouverture",
  model: "Modèle",
  firmware: "Micrologiciel",
  notRead: "non communiqué",
  uses: "Usages du site",
  usesLink: "dire à quoi ils ont servi",
  proof: "Dernière preuve de bon fonctionnement, par un relevé",
  proofByCall: "Dernière preuve par un appel",
  proofByTest: "Dernière preuve par un appel d'essai",
  observed: "Dernier relevé",
  call: "Appel",
  callYes: "en cours",
  callNo: "aucun en cours",
  callUnknown: "on ne sait pas",
  version: "version",
  availability: "Disponibilité récente",
  inServiceHours: "Dans les heures d'ouverture, maintenances annoncées déduites.",
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
  intervalsSince: "depuis le {date} :",
  noIntervals: "Aucun état conclu pour l'instant.",
  from: "Début",
  lasted: "Durée",
  cause: "Motif",
  evidence: "Relevés à l'appui",
});

export const channelWords: Readonly<Record<Channel, string>> = typeset({
  snmp: "SNMP",
  http: "Interface web",
  tcp: "Port TCP (témoin)",
  icmp: "Ping (témoin)",
});

export const channelStateWords: Readonly<Record<Outcome | "not_configured", string>> = typeset({
  answered: "répond",
  silent: "muet",
  refused: "refusé",
  garbled: "illisible",
  not_configured: "non configuré",
});

/** What to do about it. Nothing where there is nothing to do. */
export const channelAdvice: Readonly<Record<Channel, Readonly<Partial<Record<Outcome, string>>>>> = {
  snmp: typeset({
    silent: "Aucune réponse : SNMP arrêté sur l'équipement, communauté erronée ou filtrage.",
    refused: "L'équipement refuse nos identifiants SNMP : vérifiez l'utilisateur et les mots de passe de l'agent du site.",
    garbled: "La réponse n'est pas celle d'un agent SNMP : vérifiez l'adresse et le port.",
  }),
  http: typeset({
    silent: "Aucune réponse de l'interface web : arrêtée sur l'équipement, ou filtrée.",
    refused: "L'équipement refuse l'accès : vérifiez l'utilisateur et le mot de passe dans la configuration de l'agent du site.",
    garbled: "Ce qui répond n'est pas le document attendu : vérifiez l'adresse et la famille de l'équipement.",
  }),
  tcp: typeset({
    silent: "Rien ne répond sur ce port.",
    refused: "La machine est là, mais ce port est fermé : le service est arrêté sur l'équipement.",
    garbled: "Réponse inattendue sur ce port.",
  }),
  icmp: typeset({
    silent: "Pas d'écho : éteint, débranché, ou écho filtré.",
    refused: "Écho refusé par un équipement du réseau.",
    garbled: "Écho inattendu.",
  }),
};

/** What is lost and what to do, for a channel that refuses us; « {since} » is « depuis 2 h 10 (23/11/2026 11:55) » or nothing. */
export const refusalAdvice: Readonly<Record<Channel, string>> = typeset({
  snmp: "SNMP refuse nos identifiants{since} : ce que l'équipement ne dit que par SNMP n'est plus lu. Vérifiez l'utilisateur et les mots de passe dans la configuration de l'agent du site ; l'agent essaie de nouveau de lui-même, au moins une fois par heure.",
  http: "L'interface web refuse l'accès{since} : ce que l'équipement ne dit que par elle, dont ses appels et leur qualité, n'est plus lu. Vérifiez l'utilisateur et le mot de passe dans la configuration de l'agent du site : son journal dit ce qui est refusé. L'agent n'essaie de nouveau qu'une fois par heure, pour ne pas verrouiller l'équipement, et dès qu'il est redémarré.",
  tcp: channelAdvice.tcp.refused ?? "",
  icmp: channelAdvice.icmp.refused ?? "",
});

/** On a card of the overview, under « accès refusé ». */
export const refusalCauses: Readonly<Record<Channel, string>> = typeset({
  snmp: "disponible, mais SNMP refuse nos identifiants : vérifiez-les dans la configuration de l'agent du site",
  http: "disponible, mais l'interface web refuse l'accès : vérifiez le compte dans la configuration de l'agent du site",
  tcp: channelAdvice.tcp.refused ?? "",
  icmp: channelAdvice.icmp.refused ?? "",
});

export const refusalWords = typeset({
  lead: "Répond, mais refuse l'accès à une partie de ses mesures.",
  refusedSince: "refusé",
  one: "accès refusé",
  several: "accès refusés",
});

export const tlsAdvice = typeset({
  clear: "L'interface web est lue sans chiffrement : notre mot de passe circule en clair. Activez HTTPS sur l'équipement.",
});

export const attentionWords = typeset({
  clockAhead: "L'horloge de l'équipement avance de {gap} : les heures de ses appels sont corrigées d'autant.",
  clockBehind: "L'horloge de l'équipement retarde de {gap} : les heures de ses appels sont corrigées d'autant.",
  timeService: "L'équipement ne suit plus son serveur de temps.",
  historyGap: "Le journal d'appels ne rejoint plus celui lu auparavant : des appels ont pu être perdus entre-temps.",
  dataAge: "Ce que dit l'équipement date de {gap} : il ne rafraîchit plus ses données.",
  service: "Service associé en défaut : {name}. L'équipement reste utilisable.",
  diagnostic: "Diagnostic de l'équipement ({level}) : {name}.",
  forbiddenDocument:
    "L'équipement refuse à notre compte un document de son interface web : ce que ce document est seul à dire manque ici. Donnez à ce compte, sur l'équipement, un rôle qui le lit ; « vigie probe » et le journal de l'agent le nomment. L'agent le redemande de lui-même.",
  forbiddenDocuments:
    "L'équipement refuse à notre compte {count} documents de son interface web : ce que ces documents sont seuls à dire manque ici. Donnez à ce compte, sur l'équipement, un rôle qui les lit ; « vigie probe » et le journal de l'agent les nomment. L'agent les redemande de lui-même.",
});

export const streamColumns = {
  stream_loss_ratio: "Perte",
  stream_recent_loss_ratio: "Perte récente",
  stream_jitter_milliseconds: "Gigue",
  stream_latency_milliseconds: typographic("Délai aller-retour"),
  stream_rate_bits_per_second: "Débit",
  stream_frames_per_second: "Images",
  stream_resolution: "Définition",
} as const satisfies Readonly<Partial<Record<ReadingKind, string>>>;

export const restartWords: Readonly<Record<RestartKind, string>> = typeset({
  codec: "équipement",
  snmp_agent: "agent SNMP seul",
  codec_or_snmp_agent: "équipement ou agent SNMP",
});

export const accessWords = typeset({
  title: "Accès à l'équipement",
  caption: "Les voies par lesquelles l'agent du site l'interroge",
  channel: "Voie",
  state: "Réponse",
  tried: "Dernier essai",
  never: "jamais",
  identity: "Identité de l'interface web",
  attention: "Points d'attention",
  streams: "Appel en cours",
  streamsCaption: "Qualité mesurée par l'équipement pendant l'appel, flux par flux",
  stream: "Flux",
  notTold: "non communiqué",
  restarts: "Derniers redémarrages",
  restartsCaption: "Déduits des durées de fonctionnement que l'équipement annonce",
  ambiguousRestarts:
    "« Équipement ou agent SNMP » : l'équipement n'annonce que la durée de fonctionnement de son agent SNMP, qui peut redémarrer seul.",
  lostAtRestart:
    "Le journal d'appels de cet équipement ne survit pas à un redémarrage : les appels terminés depuis le dernier relevé du journal peuvent alors manquer.",
  noRestarts: "Aucun redémarrage constaté depuis que l'équipement est suivi.",
  restarted: "A redémarré",
  at: "Le",
  before: "Fonctionnait depuis",
  proof: "Entre les relevés",
  calls: "Appels aboutis relevés",
  refused: "accès refusé",
  framesPerSecond: "i/s",
});

/** « identité non vérifiée : 2 équipements », beside a site. */
export const unverifiedWords = { title: typographic("identité non vérifiée :"), count: ["équipement", "équipements"] } as const;

/** Under the title of a subject that is folded. */
export const readingCount = ["mesure", "mesures"] as const;

/** Over the states that are folded. */
export const intervalCount = ["état", "états"] as const;

/** What the last readings are about, in the order of the page. */
export const readingSubjects = [
  { id: "call", title: "Appel" },
  { id: "registration", title: "Enregistrements" },
  { id: "room", title: "Matériel de la salle" },
  { id: "network", title: "Réseau" },
  { id: "service", title: "Services associés" },
  { id: "system", title: "Système" },
  { id: "other", title: "Autres mesures" },
] as const;
export type ReadingSubject = (typeof readingSubjects)[number]["id"];

/** Which part of several: by the codec's own name, or by its number. */
export const instanceWords = { name: typographic("« {name} »"), number: typographic("n° {number}") } as const;

/** Beside a state told for all parts of a kind, where each part has its own too and they differ. */
export const readingWholes = "(ensemble)";
