import type { AgentCredentials } from "../collector/fleet/fleet.ts";
import { bearerOfCode, bearerOfReplaced, type FleetAct, type HistoryEntry } from "../collector/fleet/history.ts";
import { count } from "./fr.ts";
import { dayFr, momentFr } from "./fr-moments.ts";
import { type Column, textTable } from "./text-table.ts";

const problemsShown = 3;

export const agentsHelp = `Admet les agents des sites auprès du collecteur, et dit comment ils vont. À lancer sur la machine du collecteur, en marche ou non.

Usage :
  vigie agents add SITE --config FICHIER
  vigie agents list --config FICHIER
  vigie agents revoke AGENT --config FICHIER
  vigie agents rotate AGENT --config FICHIER
  vigie agents history AGENT --config FICHIER

Actions :
  add       donne un code à usage unique, valable 24 heures, et la commande à taper sur le site
  list      montre tous les agents de l'inventaire : leur certificat, leur dernier contact, leur état
  revoke    retire aussitôt à un agent tout ce qui lui permet de parler : certificat, jeton, code en attente
  rotate    fait changer de clé à un agent : par lui-même s'il est joignable, par un nouveau code sinon ; en cas de vol, revoke
  history   dit qui a admis, renouvelé ou révoqué un agent, quand et d'où

SITE ou AGENT est l'identifiant d'un site ou d'un agent de l'inventaire.

Options :
      --config FICHIER   configuration du collecteur
      --json             affiche le résultat en JSON
  -h, --help             affiche cette aide

Exemples :
  vigie agents add ouessant-mairie --config /etc/vigie/collector.yml
  vigie agents list --config /etc/vigie/collector.yml
`;

interface CodeFacts {
  readonly agent: string;
  readonly site: string;
  readonly code: string;
  readonly expiresAt: number;
  readonly hasReplaced: boolean;
  readonly isEnrolled: boolean;
  readonly command: string;
  readonly isUrlKnown: boolean;
  /** What the site must declare before its agent follows the whole plan. */
  readonly ranges: { readonly hosts: readonly string[]; readonly hasOthers: boolean };
}

function rangesFr({ hosts, hasOthers }: CodeFacts["ranges"]): string[] {
  if (hosts.length === 0) return [];
  return [
    "Puis à écrire dans agent.yml, car l'agent n'interroge de lui-même que des adresses privées, jamais en clair :",
    "",
    `    ranges: [${hosts.join(", ")}]`,
    "",
    ...(hasOthers ? ["Cette ligne remplace les adresses privées permises d'office : y ajouter le réseau des autres codecs.", ""] : []),
  ];
}

export const agentsFr = {
  actionWanted: (action: string | undefined, nearest: string | null) =>
    action === undefined
      ? "Il manque une action : add, list, revoke, rotate ou history"
      : `Action inconnue : ${action}${nearest === null ? " (attendu : add, list, revoke, rotate ou history)" : ` (vouliez-vous écrire « ${nearest} » ?)`}`,
  nameWanted: "Il manque l'identifiant d'un site ou d'un agent",
  noNameWanted: (name: string) => `Mot inattendu : ${name} (« vigie agents list » montre tous les agents)`,
  fleetUnreadable: (reason: string) =>
    `Le fichier des agents ne peut pas être ouvert : ${reason}\nLancer la commande avec sudo, ou sous l'utilisateur du collecteur.\n`,
  folderMade: ({ uid, folder }: { readonly uid: number; readonly folder: string }) =>
    [
      `Le dossier de données ${folder} n'existait pas : il est créé et appartient à ${uid === 0 ? "root" : `l'utilisateur ${uid}`}.`,
      `Si le collecteur tourne sous un autre utilisateur : sudo chown -R UTILISATEUR ${folder}`,
      "",
    ].join("\n"),
  settingsWrong: (problems: readonly string[], config: string) =>
    [
      `La configuration est à corriger (${count(problems.length, "erreur")}) : vigie collector --check --config ${config}`,
      ...problems.slice(0, problemsShown).map((problem) => `  ${problem}`),
      ...(problems.length > problemsShown ? ["  …"] : []),
      "Un collecteur en marche garde la version précédente, et ses agents leurs plans.",
      "",
    ].join("\n"),
  outOfInventory: (agent: string) =>
    `L'agent ${agent} n'est plus dans l'inventaire. Pour lui retirer ce qu'il a encore : vigie agents revoke ${agent}\n`,
  inventoryTokenUnknown: (agent: string) =>
    `L'inventaire est illisible : s'il donne un jeton à l'agent ${agent}, ce jeton vaut encore. Corriger l'inventaire, puis relancer la même commande.\n`,
  unknownAgent: (name: string, nearest: string | null) =>
    `Ni site ni agent de ce nom dans l'inventaire : ${name}${nearest === null ? "" : ` (vouliez-vous écrire « ${nearest} » ?)`}\n`,
  severalAgents: (site: string, agents: readonly string[]) =>
    `Le site ${site} a plusieurs agents ; donner celui que l'on veut : ${agents.join(", ")}\n`,
  siteWithoutAgent: (site: string) => `Le site ${site} n'a pas d'agent dans l'inventaire\n`,
  urlPlaceholder: "https://ADRESSE-DU-COLLECTEUR",
  codeMade: ({ agent, site, code, expiresAt, hasReplaced, isEnrolled, command, isUrlKnown, ranges }: CodeFacts) =>
    [
      `Code de l'agent ${agent} (${site})`,
      "",
      `    ${code}`,
      "",
      `Il sert une seule fois, jusqu'au ${momentFr(expiresAt)}. Ni le zéro ni les lettres I, L, O et U n'y figurent.`,
      ...(hasReplaced ? ["Il remplace le code donné auparavant, qui ne vaut plus rien."] : []),
      ...(isEnrolled ? ["Cet agent est déjà admis : ce qu'il a aujourd'hui vaut jusqu'à ce que le nouveau certificat serve."] : []),
      "",
      "À taper sur la machine du site :",
      "",
      `    ${command}`,
      "",
      ...rangesFr(ranges),
      ...(isUrlKnown ? [] : ["L'adresse du collecteur n'est pas dans sa configuration : y écrire publicUrl pour l'avoir ici.", ""]),
    ].join("\n"),
  nothingToRevoke: (agent: string) =>
    `L'agent ${agent} n'avait rien qui vaille : ni certificat, ni jeton, ni code. Noté dans son historique.\n`,
  revoked: (agent: string, { credentials, codes }: { readonly credentials: number; readonly codes: number }) =>
    [
      `L'agent ${agent} est révoqué : le collecteur le refuse dès sa prochaine requête.`,
      `Retirés : ${[credentials > 0 ? count(credentials, "certificat ou jeton", "certificats ou jetons") : "", codes > 0 ? count(codes, "code") : ""].filter((part) => part !== "").join(", ")}.`,
      "Il garde ses relevés sur son disque. Pour l'admettre de nouveau : vigie agents add",
      "",
    ].join("\n"),
} as const;

export const rotationFr = {
  isRevoked: (agent: string) =>
    `L'agent ${agent} est révoqué : il n'a plus de clé à changer. Pour l'admettre de nouveau : vigie agents add\n`,
  asked: (agent: string, lastContactAt: number) =>
    [
      `L'agent ${agent} changera de clé par lui-même : le collecteur le lui demandera à son prochain envoi.`,
      `Il a donné signe de vie le ${momentFr(lastContactAt)}. L'ancienne clé vaudra jusqu'à ce que la nouvelle serve.`,
      `Si la clé a été volée, le voleur peut en changer aussi : employer plutôt vigie agents revoke ${agent}, puis vigie agents add.`,
      "",
    ].join("\n"),
  codeInstead: ({ present, newest }: AgentCredentials, lastContactAt: number | null, hasInventoryToken: boolean) => {
    const why = (): string => {
      if (present !== null)
        return lastContactAt === null ? "il n'a encore rien envoyé" : `il n'a rien envoyé depuis le ${momentFr(lastContactAt)}`;
      if (newest !== null) return "son certificat est échu";
      return hasInventoryToken ? "son jeton vient de l'inventaire, il ne peut pas le changer lui-même" : "il n'a jamais été admis";
    };
    return `Cet agent ne peut pas changer de clé par lui-même : ${why()}. Un code l'admettra de nouveau.\n\n`;
  },
} as const;

const actsFr: Readonly<Record<FleetAct, string>> = {
  code_made: "code donné",
  code_refused: "code refusé",
  enrolled: "admis",
  renewed: "renouvelé",
  rotation_asked: "changement de clé demandé",
  replaced_used: "accès remplacé présenté",
  revoked: "révoqué",
};

const detailsFr: Readonly<Record<string, string>> = {
  certificate: "certificat",
  token: "jeton",
  CODE_USED: "il avait déjà servi",
  CODE_EXPIRED: "il avait plus de 24 heures",
  CODE_UNKNOWN: "il ne valait plus rien",
  CODE_OF_ANOTHER_AGENT: "sur la machine d'un autre agent",
  REQUEST_INVALID: "demande de certificat incorrecte",
};

function authorFr(who: string, agent: string): string {
  if (who === bearerOfCode) return "porteur du code";
  if (who === bearerOfReplaced) return "porteur d'une copie";
  return who === agent ? "l'agent" : who;
}

const historyColumns: readonly Column[] = [
  { title: "QUAND" },
  { title: "QUOI" },
  { title: "PRÉCISION" },
  { title: "PAR" },
  { title: "DEPUIS" },
];

export function historyFr(agent: string, entries: readonly HistoryEntry[], columns: number | undefined): string {
  if (entries.length === 0) return `Rien n'est encore arrivé à l'agent ${agent}.\n`;
  const rows = entries.map(({ at, what, who, origin, detail }) => {
    const [word = "", last] = detail?.split(" ") ?? [];
    const shown = `${detailsFr[word] ?? word}${last === undefined ? "" : " (dernier essai permis)"}`;
    return [dayFr(at), actsFr[what], shown, authorFr(who, agent), origin];
  });
  return `${textTable(historyColumns, rows, columns).join("\n")}\n`;
}
