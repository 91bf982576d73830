import { snmpAuthProtocols, snmpPrivProtocols, tlsVersions } from "../agent/poll/endpoint-settings.ts";
import type { Channel, Outcome } from "../contract/observation.ts";
import { count } from "./fr.ts";
import { durationFr, ratioFr } from "./fr-readings.ts";
import type { MaskKind } from "./masks.ts";
import type { SavedCase } from "./probe-record.ts";
import type { Column } from "./text-table.ts";

export const probeHelp = `Interroge une fois un équipement de visioconférence et affiche ce qu'il répond : ce que Vigie en comprend,
d'où vient chaque valeur, et ce qu'elle n'en lit pas. Rien n'est envoyé ; rien n'est enregistré sans --record.

Usage :
  vigie probe HÔTE [options]

Sans option SNMP ni web, l'équipement est interrogé en SNMP v2c avec la communauté « public ».

Options :
      --driver FAMILLE                 famille de l'équipement, ou la partie de son nom qui suffit (« hdx », « mxp ») ;
                                       « auto » par défaut : elle est reconnue à la première réponse
      --snmp-port PORT                 port SNMP (161 par défaut)
      --snmp-community MOT             SNMP v2c : communauté de lecture
      --snmp-user NOM                  SNMP v3 (authentifié et chiffré) : utilisateur
      --snmp-auth-protocol ALGORITHME  ${snmpAuthProtocols.join(", ")} (sha256 par défaut)
      --snmp-auth-password-file F      fichier du mot de passe d'authentification
      --snmp-priv-protocol ALGORITHME  ${snmpPrivProtocols.join(", ")} (aes par défaut)
      --snmp-priv-password-file F      fichier du mot de passe de chiffrement
      --http-url URL                   adresse de l'interface web (https://HÔTE par défaut)
      --http-user NOM                  utilisateur de l'interface web
      --http-password-file F           fichier de son mot de passe
      --http-verify-tls                refuse un certificat que cette machine ne reconnaît pas
      --http-fingerprint EMPREINTE     n'accepte que ce certificat (SHA-256)
      --http-ca FICHIER                n'accepte qu'un certificat signé par cette autorité (PEM) ou reconnu par cette machine
      --http-tls-minimum VERSION       version de TLS la plus ancienne admise : ${tlsVersions.join(", ")} (1.2 par défaut)
      --tcp-port PORT                  témoin : ouvre une connexion à ce port et la referme
      --icmp                           témoin : envoie un écho (ping)
      --timeout SECONDES               attente de chaque réponse (3 par défaut)
      --sources                        montre le document ou l'enregistrement qui donne le sens de chaque adresse
      --all                            montre tout ce qui n'est pas lu, données personnelles masquées ; en SNMP, seules
                                       les branches demandées sont connues : le reste de l'arbre n'est pas parcouru
      --record DOSSIER                 enregistre les réponses, données personnelles masquées, comme cas d'essai
                                       (voir docs/adding-a-codec.md) ; le dossier doit être vide ou absent
      --json                           affiche le résultat en JSON
  -h, --help                           affiche cette aide

Exemples :
  vigie probe 192.0.2.10
  vigie probe 192.0.2.10 --snmp-community lecture-seule
  vigie probe salle-conseil.exemple.fr --snmp-user vigie \\
      --snmp-auth-password-file auth.secret --snmp-priv-password-file priv.secret
  vigie probe 192.0.2.11 --driver cisco-ce --http-user vigie --http-password-file web.secret --json
  vigie probe 192.0.2.11 --http-user vigie --http-password-file web.secret --record cas/sx80-en-appel

Codes de sortie :
  0    il répond sur tous les canaux essayés
  2    il est muet
  3    l'accès est refusé : il refuse nos identifiants, ou Vigie n'accepte pas son certificat ou son chiffrement (le détail est affiché)
  4    sa réponse est illisible, ou c'est celle d'un autre appareil
  5    ce n'est pas un équipement de visioconférence
  6    il répond, mais pas à tout : un canal essayé se tait ou refuse (SNMP répond, le web non), ou l'interface web refuse
       un document à cet utilisateur, qui n'a pas le rôle voulu
  64   commande mal écrite
`;

const waysFr = {
  snmp: { name: "SNMP", option: "--snmp-community ou --snmp-user" },
  http: { name: "son interface web", option: "--http-user" },
} as const;

export const probeFr = {
  hostWanted: "Il manque l'équipement : vigie probe HÔTE",
  unknownFamily: (family: string, nearest: string | null, families: readonly string[]) =>
    nearest === null
      ? `Famille inconnue : ${family} ; les familles : auto, ${families.join(", ")}`
      : `Famille inconnue : ${family} (vouliez-vous écrire « --driver ${nearest} » ?)`,
  unspokenChannel: (family: string, spoken: readonly ("snmp" | "http")[]) =>
    `La famille ${family} n'est lue que par ${spoken.map((channel) => waysFr[channel].name).join(" ou ")} : ajouter ${spoken.map((channel) => waysFr[channel].option).join(" ou ")}`,
  badPort: (text: string) => `Port SNMP incorrect : ${text}`,
  badTcpPort: (text: string) => `Port TCP incorrect : ${text}`,
  badAuthority: (file: string, isAbsent: boolean) =>
    `--http-ca : ${file} : ${isAbsent ? "fichier introuvable" : "ce n'est pas un certificat PEM"}`,
  folderTaken: (folder: string) => `--record : ${folder} contient déjà quelque chose ; rien n'est écrasé`,
  badTimeout: (text: string) => `Attente incorrecte : ${text} (entre 0,1 et 30 secondes)`,
  badUrl: (text: string) => `Adresse incorrecte : ${text} (attendu : http:// ou https://, sans identifiants ni chemin)`,
  badFingerprint: "Empreinte incorrecte : 64 chiffres hexadécimaux attendus",
  oneOf: (option: string, words: readonly string[]) => `--${option} : valeurs possibles ${words.join(", ")}`,
  together: (option: string, missing: string) => `--${option} ne va pas sans --${missing}`,
  notTogether: "--snmp-community (v2c) et --snmp-user (v3) ne vont pas ensemble",
  secretFile: (option: string, problem: string) => `--${option} : ${problem}`,
} as const;

const outcomesFr: Readonly<Record<Outcome, string>> = {
  answered: "répond",
  silent: "muet",
  refused: "refuse",
  garbled: "illisible",
};

/** Where it was we who hung up, before any password was sent. */
export function outcomeFr(outcome: Outcome, notes: readonly string[]): string {
  if (outcome === "refused" && notes.some((note) => note.startsWith("certificate_"))) return "certificat refusé par Vigie";
  if (outcome === "refused" && notes.includes("tls_too_old")) return "chiffrement refusé par Vigie";
  return outcomesFr[outcome];
}

export const channelsFr: Readonly<Record<Channel, string>> = { snmp: "SNMP", http: "Web", tcp: "TCP", icmp: "ICMP" };

export const pageFr = {
  title: (host: string, outcome: string, family: string | null) => `${host} : ${outcome}${family === null ? "" : `, famille ${family}`}`,
  notACodec: (host: string, name: string) => `${host} : ${name}, ce n'est pas un équipement de visioconférence`,
  notAsked: "pas essayé",
  fault: (request: string, note: string) => `${request} : ${note}`,
  noCalls: "Journal d'appels lu : 0 appel",
  channels: [{ title: "Canal" }, { title: "Réponse" }, { title: "Détail" }] as readonly Column[],
  readings: [{ title: "Mesure" }, { title: "Valeur" }, { title: "Adresse" }, { title: "Source" }] as readonly Column[],
  sourcesHint: "Avec --sources : le document ou l'enregistrement qui donne le sens de chaque adresse",
  unverifiedMark: " (?)",
  unverifiedNote: "(?) adresse que personne n'a encore vue répondre sur un équipement réel : à vérifier",
  calls: (calls: number, connected: number) => `Journal d'appels : ${count(calls, "appel")}, dont ${count(connected, "abouti")}`,
  callOrigin: (address: string, source: string | null, isUnverified: boolean) =>
    `  lu dans ${address}${isUnverified ? " (?)" : ""}${source === null ? "" : ` ; ${source}`}`,
  callColumns: [
    { title: "Début" },
    { title: "Durée" },
    { title: "Sens" },
    { title: "Protocole" },
    { title: "Pertes", isNumber: true },
  ] as readonly Column[],
  unread: (values: number, isAll: boolean) =>
    `Non lu : ${count(values, "valeur")} ${isAll ? "(données personnelles masquées)" : "(le détail : --all)"}`,
  unreadBranches: [
    { title: "Adresse", cut: "middle" },
    { title: "Valeurs", isNumber: true },
  ] as readonly Column[],
  unreadAll: [{ title: "Adresse", cut: "middle" }, { title: "Valeur", cut: "end" }, { title: "Nombre" }] as readonly Column[],
  otherBranches: "ailleurs",
  lastCalls: (shown: number) => `Les ${shown} derniers :`,
  loss: (ratio: number | undefined) => (ratio === undefined ? "" : ratioFr(ratio)),
  notConnected: "non abouti",
  dropped: (values: number, addresses: readonly string[]) =>
    `${count(values, "valeur écartée", "valeurs écartées")} (contraire à sa définition) : ${addresses.join(", ")}`,
} as const;

/** While a question takes long; on the error output. */
export const waitingFr = {
  first: (request: string, mostS: number) => `En attente de ${request} : l'équipement peut y mettre jusqu'à ${durationFr(mostS)}.\n`,
  again: (request: string, waitedS: number, mostS: number) =>
    `Toujours en attente de ${request}, depuis ${durationFr(waitedS)} (${durationFr(mostS)} au plus).\n`,
} as const;

const maskedFr: Readonly<Record<MaskKind, readonly [one: string, many: string]>> = {
  serial: ["numéro de série", "numéros de série"],
  farEnd: ["interlocuteur distant", "interlocuteurs distants"],
  address: ["adresse réseau", "adresses réseau"],
  mail: ["adresse électronique", "adresses électroniques"],
  number: ["numéro", "numéros"],
  name: ["nom", "noms"],
  text: ["autre texte", "autres textes"],
};

/** By the word of the system. */
const reasonsFr: Readonly<Record<string, string>> = {
  EACCES: "droits insuffisants",
  EPERM: "droits insuffisants",
  EROFS: "disque en lecture seule",
  ENOSPC: "plus de place sur le disque",
  EDQUOT: "quota de disque atteint",
  ENOTDIR: "un fichier est en travers du chemin",
  EEXIST: "un fichier y est apparu",
};

export const recordFr = {
  nothingHeard: "Rien à enregistrer : l'équipement n'a rien répondu.",
  notWritten: (folder: string, code: string) => `${folder} : écriture impossible (${reasonsFr[code] ?? code}) ; rien n'y est gardé`,
  saved: ({ folder, webAnswers, nodes, leftOut, masked }: SavedCase) =>
    [
      `Cas enregistré dans ${folder} : ${count(webAnswers, "réponse web", "réponses web")}, ${count(nodes, "valeur")} SNMP.`,
      masked.size === 0
        ? "Rien n'a été masqué."
        : `Masqué : ${[...masked].map(([kind, number]) => count(number, ...maskedFr[kind])).join(", ")}.`,
      ...(leftOut.length === 0 ? [] : [`Non enregistré, car illisible : ${leftOut.join(", ")}.`]),
      "Ce que Vigie ne connaît pas est masqué, mais RELISEZ chaque fichier avant de le partager : une personne doit encore le faire.",
    ].join("\n"),
} as const;
