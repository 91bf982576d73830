import type { HistoryFileProblem } from "../agent/poll/read-history-file.ts";
import type { CallCause, CallRecord, FarEndKind } from "../contract/call.ts";
import { count } from "./fr.ts";
import { durationFr, instantFr, millisecondsFr, ratioFr } from "./fr-readings.ts";
import type { Column } from "./text-table.ts";

const historyOptionsHelp = `      --family FAMILLE         famille de l'équipement (« hdx » suffit pour « poly-hdx »)
      --zone FUSEAU            fuseau horaire du site, pour les familles qui notent l'heure locale (Europe/Paris par défaut)
      --far-end-key-file F     clé du site : les interlocuteurs distants sont remplacés par leur empreinte ; sans elle, ils sont omis
      --phonebook FICHIER      annuaire du site : situe les interlocuteurs et reconnaît les appels d'essai`;

export const callsHelp = `Lit des journaux d'appels enregistrés dans des fichiers, et les reprend dans le registre du collecteur.

Usage :
  vigie calls read --family FAMILLE FICHIER [options]
  vigie calls import --family FAMILLE --endpoint ÉQUIPEMENT --config FICHIER JOURNAL… [options]

Actions :
  read      affiche les appels d'un journal ; rien n'est écrit
  import    ajoute au registre les appels de journaux anciens, chacun une seule fois

Options :
  -h, --help   affiche cette aide ; « vigie calls read --help » détaille une action
`;

export const callsReadHelp = `Affiche les appels d'un journal enregistré dans un fichier. Rien n'est écrit ni envoyé.

Usage :
  vigie calls read --family FAMILLE FICHIER [options]

FICHIER est la réponse de l'équipement, telle quelle ; « - » lit l'entrée standard.

Options :
${historyOptionsHelp}
      --json                   affiche le résultat en JSON
  -h, --help                   affiche cette aide

Exemples :
  vigie calls read --family hdx a_getcdr.xml
  vigie calls read --family cisco-ce journal.xml --phonebook annuaire.yml --json

Codes de sortie :
  0    journal lu
  1    le fichier ne peut pas être lu
  64   commande mal écrite
  78   annuaire à corriger
`;

export const callsImportHelp = `Ajoute au registre du collecteur les appels de journaux anciens. Chaque appel y est une seule fois, même si le journal
est repris plusieurs fois ou si l'agent l'a déjà relevé ; il y est marqué comme repris. Le collecteur doit être arrêté.

Usage :
  vigie calls import --family FAMILLE --endpoint ÉQUIPEMENT --config FICHIER JOURNAL… [options]

Options :
${historyOptionsHelp}
      --endpoint ÉQUIPEMENT    équipement de l'inventaire dont ce sont les appels
      --config FICHIER         configuration du collecteur
      --dry-run                dit ce qui serait repris, sans rien écrire
      --allow-elsewhere        reprend aussi des appels qu'un autre équipement a déjà au registre
      --replace                corrige l'heure d'appels déjà repris (fuseau changé) ; ceux que l'agent a relevés ne changent pas
      --remove                 retire du registre les appels de ces journaux, sauf ceux que l'agent a relevés ;
                               à donner avec les mêmes options que la reprise
  -h, --help                   affiche cette aide

Exemples :
  vigie calls import --family hdx --endpoint ouessant-mairie-1 --config collector.yml --dry-run cdr-2019.xml cdr-2020.xml
  vigie calls import --family hdx --endpoint ouessant-mairie-1 --config collector.yml cdr-*.xml

Codes de sortie :
  0    journaux repris
  1    un journal ne peut pas être lu, l'équipement n'est pas dans l'inventaire, le collecteur est en marche, ou ces appels sont
       déjà au registre sous un autre équipement ou à une autre heure : rien n'est alors écrit
  64   commande mal écrite
  78   configuration, inventaire ou annuaire à corriger
`;

const problemsFr: Readonly<Record<HistoryFileProblem, (family: string) => string>> = {
  not_xml: () => "ce n'est pas un document XML complet",
  not_json: () => "ce n'est pas un document JSON complet",
  too_large: () => "plus de 4 Mo : ce n'est pas le journal d'un équipement",
  not_this_document: (family) => `ce n'est pas un journal d'appels de la famille ${family}`,
  no_history: (family) => `la famille ${family} n'a pas de journal d'appels`,
};

const withFile = (families: readonly string[]): string => `les familles dont le journal est un fichier : ${families.join(", ")}`;

export const callsFr = {
  actionWanted: (action: string | undefined) =>
    action === undefined ? "Il manque l'action : read ou import" : `Action inconnue : ${action} ; les actions : read, import`,
  fileWanted: "Il manque le fichier du journal d'appels",
  familyWanted: (families: readonly string[]) => `Il manque la famille : --family FAMILLE ; les familles : ${families.join(", ")}`,
  unknownFamily: (family: string, nearest: string | null, families: readonly string[]) =>
    `Famille inconnue : ${family}${nearest === null ? "" : ` (vouliez-vous écrire « ${nearest} » ?)`} ; ${withFile(families)}`,
  noHistory: (family: string, families: readonly string[]) => `La famille ${family} n'a pas de journal d'appels ; ${withFile(families)}`,
  historyBySnmp: (family: string, families: readonly string[]) =>
    `La famille ${family} n'a pas de fichier de journal : l'agent lit ses appels par SNMP ; ${withFile(families)}`,
  badZone: (zone: string) => `Fuseau horaire inconnu : ${zone} (exemple : Europe/Paris)`,
  keyFile: (problem: string) => `--far-end-key-file : ${problem}`,
  standardInput: "entrée standard",
  empty: (name: string) => `${name} : fichier vide`,
  unreadable: (name: string, why: string) => `${name} : ${why}`,
  fileErrors: {
    ENOENT: "fichier introuvable",
    EACCES: "lecture interdite",
    EISDIR: "c'est un dossier",
  } as Readonly<Record<string, string>>,
  problems: problemsFr,
} as const;

export const importFr = {
  endpointWanted: "Il manque l'équipement : --endpoint ÉQUIPEMENT",
  unknownEndpoint: (endpoint: string, nearest: string | null) =>
    `${endpoint} n'est pas dans l'inventaire${nearest === null ? "" : ` (vouliez-vous écrire « ${nearest} » ?)`}`,
  collectorRunning: (dataDir: string) =>
    `Un collecteur travaille dans ${dataDir} : arrêtez-le (systemctl stop vigie-collector), reprenez les journaux, puis relancez-le. ` +
    "Pendant ce temps les agents gardent leurs relevés.",
  wouldImport: (file: string, calls: number, dropped: number) => `${file} : ${count(calls, "appel")} à reprendre${setAside(dropped)}`,
  nothingWritten: "Rien n'a été écrit (--dry-run).",
  imported: (file: string, { added, completed, replaced, purged, alreadyThere, leftOut }: Imported, dropped: number) =>
    `${file} : ${count(added, "ajouté")}, ${count(completed, "complété")}${corrected(replaced)}${purgedFr(purged)}, ${alreadyThere} déjà là${setAside(dropped + leftOut)}`,
  total: (endpoint: string, { added, completed, replaced, purged, alreadyThere }: Imported) =>
    `${endpoint} : ${count(added, "appel ajouté", "appels ajoutés")} au registre, ${count(completed, "complété")}${corrected(replaced)}${purgedFr(purged)}, ${alreadyThere} déjà là.`,
} as const;

interface Imported {
  readonly added: number;
  readonly completed: number;
  readonly replaced: number;
  readonly purged: number;
  readonly alreadyThere: number;
  readonly leftOut: number;
}

function purgedFr(purged: number): string {
  return purged === 0 ? "" : `, ${purged} d'un mois dont le détail est effacé`;
}

function corrected(replaced: number): string {
  return replaced === 0 ? "" : `, ${count(replaced, "corrigé")}`;
}

function setAside(number: number): string {
  return number === 0 ? "" : `, ${count(number, "écarté")} (ni un appel, ni une date plausible)`;
}

export const callColumnsFr: readonly Column[] = [
  { title: "Début" },
  { title: "Durée", isNumber: true },
  { title: "Sens" },
  { title: "Protocole", leftOut: 1 },
  { title: "kbit/s", isNumber: true, leftOut: 3 },
  { title: "Pertes", isNumber: true, leftOut: 2 },
  { title: "Gigue", isNumber: true, leftOut: 4 },
  { title: "Délai", isNumber: true, leftOut: 5 },
  { title: "Lieu", leftOut: 6 },
  { title: "Remarque", cut: "end" },
];

const causesFr: Readonly<Record<CallCause, string>> = {
  normal: "fin normale",
  cancelled: "annulé par l'appelant",
  no_answer: "pas de réponse",
  busy: "occupé",
  rejected: "refusé",
  unreachable: "injoignable",
  incompatible: "incompatible",
  network: "réseau",
  rolled_over: "autre protocole essayé",
  local_fault: "panne locale",
  remote_fault: "panne distante",
};

const kindsFr: Readonly<Record<FarEndKind, string>> = {
  room: "salle",
  bridge: "pont",
  gateway: "passerelle",
  concierge: "conciergerie",
  test: "numéro d'essai",
};

const decimal = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });

/** One call, cell by cell. */
export const callFr = {
  number: (value: number) => decimal.format(value),
  instant: (ms: number, zone: string) =>
    instantFr(ms, new Intl.DateTimeFormat("fr-FR", { dateStyle: "short", timeStyle: "short", timeZone: zone })),
  duration: ({ isConnected, durationS }: CallRecord) => (isConnected ? durationFr(durationS) : "–"),
  ratio: (ratio: number | undefined) => (ratio === undefined ? "" : ratioFr(ratio)),
  milliseconds: (ms: number | undefined) => (ms === undefined ? "" : millisecondsFr(ms)),
  place: ({ farEndPlace, farEndKind }: CallRecord) =>
    [placeFr(farEndPlace), farEndKind === undefined ? "" : kindsFr[farEndKind]].filter((part) => part !== "").join(", "),
  remark: ({ isConnected, cause, retryOf, isTest }: CallRecord) =>
    [
      ...(isTest === true ? ["appel d'essai"] : []),
      ...(retryOf === undefined ? [] : ["nouvelle tentative"]),
      ...(isConnected ? [] : [`non abouti${cause === undefined || cause === "normal" ? "" : ` : ${causesFr[cause]}`}`]),
      ...(isConnected && cause !== undefined && cause !== "normal" ? [causesFr[cause]] : []),
    ].join(" ; "),
} as const;

function placeFr(place: string | undefined): string {
  if (place === undefined || place === "unknown") return "";
  if (place === "abroad") return "étranger";
  if (place === "france") return "France";
  const [area = "", code = ""] = place.split(":");
  return `${areasFr[area] ?? area} ${code}`;
}

const areasFr: Readonly<Record<string, string>> = { commune: "commune", epci: "EPCI", region: "région" };

const day = (ms: number, zone: string): string => new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: zone }).format(ms);

/** Facts of a whole history, one a line; what is nought and would only be noise is empty. */
export const totalsFr = {
  noCall: "Aucun appel dans ce journal.",
  records: (records: number, calls: number) =>
    `${count(records, "enregistrement")} dans le journal, ${count(calls, "appel reconnu", "appels reconnus")}`,
  connected: (calls: number, seconds: number) =>
    `  ${count(calls, "appel abouti", "appels aboutis")}${calls === 0 ? "" : `, ${durationFr(seconds)} en tout`}`,
  notConnected: (calls: number, rollOvers: number) =>
    calls === 0
      ? ""
      : `  ${count(calls, "appel non abouti", "appels non aboutis")}${rollOvers === 0 ? "" : `, dont ${count(rollOvers, "bascule")} vers un autre protocole`}`,
  retries: (retries: number) =>
    retries === 0
      ? ""
      : `  ${count(retries, "nouvelle tentative rattachée", "nouvelles tentatives rattachées")} à l'appel qu'elle${retries < 2 ? " reprend" : "s reprennent"}`,
  tests: (tests: number) => (tests === 0 ? "" : `  ${count(tests, "appel d'essai", "appels d'essai")}`),
  uses: (uses: number) => `  ${count(uses, "usage")} (appels d'une minute au moins, rappels sous cinq minutes réunis)`,
  dropped: (dropped: number) =>
    dropped === 0 ? "" : `  ${count(dropped, "enregistrement écarté", "enregistrements écartés")} : ni un appel, ni une date plausible`,
  period: (first: number, last: number, zone: string) => {
    const [begin, end] = [day(first, zone), day(last, zone)];
    return begin === end ? `  le ${begin}` : `  du ${begin} au ${end}`;
  },
} as const;
