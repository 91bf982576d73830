import type { Enrolled, EnrolmentFailure, EnrolmentWish } from "../agent/enrol/enrol.ts";
import type { EnrolmentRefusalCode } from "../contract/enrolment.ts";
import { momentFr, sinceFr } from "./fr-moments.ts";

export const enrollHelp = `Admet l'agent de cette machine auprès du collecteur, avec le code à usage unique que donne « vigie agents add ».

Usage :
  vigie agent enroll --collector ADRESSE --code CODE [options]

La clé de l'agent est faite ici et n'en sort pas. Le certificat, lui, est rangé dans le dossier de données ; l'agent le renouvelle
ensuite tout seul. S'il n'y a pas encore d'agent.yml, un fichier minimal est écrit.

Options :
      --collector ADRESSE   adresse du collecteur, par exemple https://collecteur.example:8443
      --code CODE           code à usage unique ; majuscules, espaces et tirets sont indifférents
      --ca-sha256 EMPREINTE empreinte de l'autorité du collecteur, ou ses 32 premiers chiffres
      --ca-file FICHIER     certificat de cette autorité, au format PEM ; sans ces deux options, les autorités du système
      --config FICHIER      configuration de l'agent (par défaut /etc/vigie-agent/agent.yml)
      --data-dir DOSSIER    dossier de données de l'agent, s'il n'y a pas encore d'agent.yml
      --far-end-key-file FICHIER
                            clé des interlocuteurs, en 0600, si plusieurs agents doivent reconnaître le même ; sinon une clé est faite ici
      --token               demande un jeton : un mandataire chiffre devant le collecteur, un certificat n'y parviendrait pas
      --allow-plain-http    accepte une adresse http://, si un tunnel protège déjà la liaison
  -h, --help                affiche cette aide

Codes de sortie :
  0    agent admis
  1    refus du collecteur, ou collecteur injoignable ; le message dit quoi faire
  64   commande mal écrite, ou code mal recopié
  78   agent.yml à corriger
`;

/** The key by which this site hides who was called, and how it came to be there. */
export interface FarEndKey {
  readonly file: string;
  readonly origin: "made" | "given" | "kept";
}

interface Done extends Enrolled {
  readonly wanted: EnrolmentWish["wanted"];
  readonly collectorUrl: string;
  readonly isNew: boolean;
  /** An agent that is running needs no restart. */
  readonly isTakenUp: boolean;
  readonly place: {
    readonly config: string;
    readonly dataDir: string;
    readonly collectorUrl: string | null;
    readonly hasTokenFile: boolean;
    readonly hasFarEndKey: boolean;
    readonly farEndKey: FarEndKey | null;
    readonly isPackaged: boolean;
  };
}

const badClockMs = 120_000;

export const enrollFr = {
  collectorWanted: "Il manque l'adresse du collecteur : --collector https://…",
  notAnAddress: (text: string) => `« ${text} » n'est pas une adresse : elle commence par https://`,
  wrongAddress: (problem: string) => `--collector : ${problem}`,
  inClear:
    "http:// vers une autre machine ferait passer le code en clair ; employer https://, ou --allow-plain-http si un tunnel protège la liaison",
  codeWanted: "Il manque le code : --code (il vient de « vigie agents add », sur le collecteur)",
  codeMistyped:
    "Code mal recopié : une lettre est fausse, en trop ou oubliée. Il compte 12 signes, sans zéro ni I, L, O ou U. Rien n'a été envoyé, le code reste bon",
  oneTrustOnly: "Donner --ca-file ou --ca-sha256, pas les deux",
  notAFingerprint: "--ca-sha256 attend une empreinte SHA-256 : 64 chiffres hexadécimaux, ou au moins les 32 premiers",
  notACertificate: (file: string) => `${file} ne contient pas de certificat au format PEM`,
  unreadable: (file: string) => `${file} ne peut pas être lu`,
  otherDataDir: (config: string, dataDir: string) => `${config} désigne déjà un dossier de données, ${dataDir} : retirer --data-dir`,
  cannotMake: (folder: string, code: string) =>
    `Le dossier ${folder} ne peut pas être créé (${code}) : lancer la commande avec sudo, ou donner --config et --data-dir`,
  farEndKeyInSettings: (config: string) => `${config} existe déjà : y écrire farEndKeyFile au lieu de donner --far-end-key-file`,
  otherFarEndKey: (file: string) =>
    `${file} contient déjà une autre clé des interlocuteurs : la garder et retirer --far-end-key-file, ou supprimer ce fichier`,
  weakFarEndKey: (file: string, shortest: number) =>
    `${file} : clé de moins de ${shortest} caractères ; « openssl rand -hex 32 » en donne une bonne`,
  cannotWrite: (dataDir: string, reason: string) =>
    `Impossible d'écrire dans ${dataDir} : ${reason}\nY remédier (place sur le disque, droits), puis relancer la même commande sur cette machine : le code reste bon.\n`,
  settingsUnwritten: (
    { config, dataDir }: { readonly config: string; readonly dataDir: string },
    { settings, message }: { readonly settings: string; readonly message: string },
  ) =>
    [
      `L'agent est admis, ce qui lui permet de parler est dans ${dataDir} ; mais ${config} n'a pas pu être écrit : ${message}`,
      "Le code n'est plus nécessaire. Écrire dans ce fichier :",
      "",
      settings,
    ].join("\n"),
  settingsHeader: (
    isPackaged: boolean,
  ) => `# Écrit par « vigie agent enroll ». Ce qu'il faut surveiller vient de l'inventaire du collecteur ; d'autres réglages sont possibles
# ici, voir l'exemple commenté (${isPackaged ? "/usr/share/doc/vigie-agent" : "docs"}/examples/agent-plan.yml).
`,
  done: (done: Done) =>
    [
      `Agent ${done.agent} admis (${done.site}).`,
      done.kind === "certificate"
        ? `Son certificat est dans ${done.place.dataDir}, valable jusqu'au ${momentFr(done.expiresAt ?? 0)} ; l'agent le renouvellera tout seul.`
        : `Son jeton est dans ${done.place.dataDir}, lisible de lui seul.`,
      ...(done.kind === "token" && done.wanted === "certificate"
        ? ["C'est un jeton et non un certificat, car un mandataire chiffre devant ce collecteur."]
        : []),
      ...(done.isNew ? [`Configuration écrite : ${done.place.config}`] : []),
      ...(done.place.farEndKey === null ? [] : farEndKeyFr(done.place.farEndKey)),
      ...notices(done),
      "",
      ...(done.isTakenUp ? ["S'il est déjà en marche, l'agent s'en servira de lui-même, sans redémarrage."] : []),
      `Pour le mettre en marche : ${done.place.isPackaged ? "sudo systemctl restart vigie-agent" : `vigie agent --config ${done.place.config}`}`,
      "",
    ].join("\n"),
} as const;

const farEndKeyOrigins: Readonly<Record<FarEndKey["origin"], string>> = {
  made: "faite ici",
  given: "reprise du fichier donné",
  kept: "celle qui y était est gardée",
};

function farEndKeyFr({ file, origin }: FarEndKey): string[] {
  return [
    `Clé des interlocuteurs : ${file} (${farEndKeyOrigins[origin]}).`,
    "Elle masque qui est appelé avant que rien ne parte d'ici ; le collecteur ne la connaît pas. Ne pas la changer.",
  ];
}

function notices({ place, collectorUrl, collectorAheadMs }: Done): string[] {
  const other = place.collectorUrl !== null && place.collectorUrl !== collectorUrl;
  const isClockOff = collectorAheadMs !== null && Math.abs(collectorAheadMs) > badClockMs;
  return [
    ...(other ? [`Attention : ${place.config} désigne un autre collecteur, ${place.collectorUrl} ; y écrire ${collectorUrl}`] : []),
    ...(place.hasTokenFile ? [`Attention : retirer tokenFile de ${place.config}, il passerait avant ce qui vient d'être obtenu.`] : []),
    ...(place.hasFarEndKey
      ? []
      : [`Attention : ${place.config} ne nomme pas de clé des interlocuteurs (farEndKeyFile) : rien ne dira si un même site est rappelé.`]),
    ...(isClockOff
      ? [`Attention : l'horloge de cette machine ${offsetFr(collectorAheadMs)} sur celle du collecteur ; la régler (timedatectl).`]
      : []),
  ];
}

const offsetFr = (aheadMs: number): string => `${aheadMs > 0 ? "retarde" : "avance"} de ${sinceFr(Math.abs(aheadMs))}`;

const refusalsFr: Readonly<Record<EnrolmentRefusalCode, string>> = {
  CODE_MISTYPED: "Code mal recopié : une lettre est fausse. Le relire ; il reste bon.",
  CODE_UNKNOWN:
    "Code inconnu du collecteur : il a été remplacé par un autre, retiré, ou il est d'un autre collecteur. Demander un nouveau code (vigie agents add).",
  CODE_USED:
    "Ce code a déjà servi. Si ce n'était pas ici, prévenir celui qui l'a donné : quelqu'un d'autre s'en est servi (vigie agents revoke). Sinon, demander un nouveau code.",
  CODE_EXPIRED: "Ce code a plus de 24 heures. En demander un nouveau (vigie agents add).",
  CODE_OF_ANOTHER_AGENT:
    "Ce code est celui d'un autre agent que celui de cette machine. Vérifier le site avec celui qui l'a donné ; le code n'est pas consommé.",
  REQUEST_INVALID: "Le collecteur n'a pas compris la demande : les versions diffèrent peut-être. Mettre à jour l'agent.",
  TOKEN_OUT_OF_PLACE:
    "Ce collecteur ne donne pas de jeton : rien ne s'interpose devant lui, un certificat lui parviendra. Relancer sans --token ; le code reste bon.",
  TOO_MANY_TRIES:
    "Ce code n'est pas bon, et trop de codes faux sont venus de la même adresse : le collecteur ne dira plus ce qui ne va pas. Un code juste, lui, sera accepté aussitôt.",
  FLEET_UNAVAILABLE: "Le collecteur ne peut rien enregistrer pour le moment. Le code n'est pas consommé : réessayer plus tard.",
};

/** What went wrong, and what to do about it, for somebody on a ladder. */
export function failureFr(failure: EnrolmentFailure, { collectorUrl, nowMs }: EnrolmentWish): string {
  return `${sentences(failure, collectorUrl, nowMs).join("\n")}\n`;
}

function sentences(failure: EnrolmentFailure, url: string, nowMs: number): string[] {
  switch (failure.kind) {
    case "refused":
      return [refusalsFr[failure.code], ...(failure.retryAfterMs === null ? [] : [`Réessayer dans ${sinceFr(failure.retryAfterMs)}.`])];
    case "untrusted":
      return [
        `Le certificat de ${url} n'est signé par aucune autorité connue de cette machine. Rien n'a été envoyé, le code reste bon.`,
        ...(failure.shown === null ? [] : ["Empreinte de l'autorité qu'il présente :", "", `    ${grouped(failure.shown)}`, ""]),
        "La comparer à celle que donne « vigie agents add » sur le collecteur. Si c'est la même, ajouter --ca-sha256 à la commande ;",
        "sinon, quelqu'un se fait passer pour le collecteur.",
      ];
    case "fingerprint_not_shown":
      return [
        "Ce collecteur ne présente pas l'autorité attendue : mauvaise adresse, mauvaise empreinte, ou quelqu'un se fait passer pour lui.",
        ...(failure.shown === null ? [] : ["Empreinte présentée :", "", `    ${grouped(failure.shown)}`, ""]),
        "Rien n'a été envoyé, le code reste bon.",
      ];
    case "clock_wrong":
      return [
        `D'après l'horloge de cette machine (${momentFr(nowMs)}), le certificat du collecteur n'est pas encore valable ou ne l'est plus.`,
        "Régler l'horloge si elle est fausse (timedatectl), sinon prévenir celui qui tient le collecteur. Le code reste bon.",
      ];
    case "other_name":
      return [
        `Le certificat présenté par ${url} porte un autre nom. Employer l'adresse que donne « vigie agents add ». Le code reste bon.`,
      ];
    case "tls_too_old":
      return [
        `${url} ne parle pas TLS 1.3 : ce n'est pas le collecteur, ou un équipement intermédiaire déchiffre la liaison. Le code reste bon.`,
        "Derrière un serveur mandataire voulu par l'exploitant : y permettre TLS 1.3 (nginx : ssl_protocols TLSv1.2 TLSv1.3;).",
      ];
    case "unreachable":
      return [
        `${url} est injoignable (${failure.reason}). Vérifier le réseau, l'adresse et le pare-feu, puis relancer la même commande.`,
        "Si le code était déjà parti, la même commande, sur cette machine, le fera reconnaître.",
      ];
    case "no_collector":
      return [`${url} répond (HTTP ${failure.status}), mais pas comme un collecteur Vigie. Vérifier l'adresse ; le code reste bon.`];
  }
}

/** To be read out and compared: four at a time. */
const grouped = (fingerprint: string): string => fingerprint.match(/.{1,4}/g)?.join(" ") ?? fingerprint;
