import { basename } from "node:path";
import type { ErrorCode } from "yaml";

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "cause inconnue";
}

/** Why the system would not give a file. */
export function unreadableFr(error: unknown): string {
  switch (codeOf(error)) {
    case "ENOENT":
      return "fichier introuvable";
    case "EACCES":
    case "EPERM":
      return "lecture interdite par les droits du fichier";
    case "EISDIR":
      return "c'est un dossier, un fichier est attendu";
    default:
      return `lecture impossible (${codeOf(error)})`;
  }
}

const octal = (mode: number): string => mode.toString(8).padStart(4, "0");

/** Problems of a secret's file. The path is shown, never the content. */
export const secretFr = {
  tooOpen: (path: string, mode: number) => `droits trop larges sur ${basename(path)} (${octal(mode)}), attendu 0600`,
  tooLong: (path: string, maxBytes: number) => `${basename(path)} dépasse ${maxBytes} octets : ce n'est pas un secret`,
  notAFile: (path: string) => `${basename(path)} n'est pas un fichier ordinaire`,
  empty: (path: string) => `${basename(path)} est vide`,
  notOneLine: (path: string) => `${basename(path)} doit contenir le secret seul, sur une seule ligne`,
  unreadable: (path: string, error: unknown) => `${path} : ${unreadableFr(error)}`,
} as const;

/** YAML itself is wrong, or the file as a whole. */
export const yamlFr = {
  tooBig: (maxBytes: number) => `le fichier dépasse ${maxBytes / 1024 / 1024} Mo`,
  notUtf8: "le fichier n'est pas un texte UTF-8",
  unparsable: "le fichier est trop imbriqué pour être lu",
  aliasBomb: "trop de renvois (*nom) imbriqués : le fichier est refusé",
  strayAlias: "ce renvoi (*nom) ne correspond à aucune ancre (&nom) écrite plus haut",
  syntax: {
    ALIAS_PROPS: "un renvoi (*nom) ne peut porter ni ancre ni étiquette",
    BAD_ALIAS: "renvoi (*nom) ou ancre (&nom) mal écrit",
    BAD_COLLECTION_TYPE: "étiquette de type qui ne convient pas à cette valeur",
    BAD_DIRECTIVE: "directive (%) inconnue ou mal écrite",
    BAD_DQ_ESCAPE: "séquence d'échappement (\\) inconnue entre guillemets doubles",
    BAD_INDENT: "retrait incorrect, ou crochet, accolade ou guillemet non fermé plus haut",
    BAD_PROP_ORDER: "ancre (&nom) ou étiquette (!nom) placée au mauvais endroit",
    BAD_SCALAR_START: "une valeur qui commence par ce caractère doit être entre guillemets",
    BLOCK_AS_IMPLICIT_KEY: "deux-points de trop sur la ligne (mettre la valeur entre guillemets), ou ligne suivante trop en retrait",
    BLOCK_IN_FLOW: "un bloc en retrait ne peut pas se trouver entre crochets ou accolades",
    DUPLICATE_KEY: "clé écrite deux fois dans le même groupe",
    IMPOSSIBLE: "syntaxe YAML illisible",
    KEY_OVER_1024_CHARS: "clé de plus de 1024 caractères",
    MISSING_CHAR: "il manque un caractère : deux-points, virgule, guillemet, crochet ou accolade",
    MULTILINE_IMPLICIT_KEY: "une clé doit tenir sur une seule ligne, suivie de deux-points",
    MULTIPLE_ANCHORS: "une valeur ne peut porter qu'une ancre (&nom)",
    MULTIPLE_DOCS: "le fichier contient plusieurs documents (---) : un seul est attendu",
    MULTIPLE_TAGS: "une valeur ne peut porter qu'une étiquette (!nom)",
    NON_STRING_KEY: "une clé doit être un texte : la mettre entre guillemets",
    RESOURCE_EXHAUSTION: "le fichier est trop imbriqué pour être lu",
    TAB_AS_INDENT: "tabulation dans le retrait : n'employer que des espaces",
    TAG_RESOLVE_FAILED: "étiquette de type (!nom) inconnue : la retirer",
    UNEXPECTED_TOKEN: "caractère inattendu à cet endroit",
  } satisfies Record<ErrorCode, string>,
} as const;

const typeNames: Readonly<Record<string, string>> = {
  object: "un groupe de clés",
  array: "une liste",
  string: "un texte",
  integer: "un nombre entier",
  number: "un nombre",
  boolean: "true ou false",
};

export const typeFr = (type: string): string => typeNames[type] ?? "une valeur";

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** A value as found, never long. */
function foundFr(value: unknown): string {
  if (Array.isArray(value)) return "une liste";
  if (typeof value === "object" && value !== null) return "un groupe de clés";
  if (typeof value === "string") return `le texte « ${shorten(value)} »`;
  if (typeof value === "number") return `le nombre ${value}`;
  return typeof value === "boolean" ? String(value) : "rien";
}

const list = (words: readonly string[]): string => words.join(", ");

/** A value is not what its key wants. */
export const schemaFr = {
  emptyFile: "le fichier est vide",
  missingKey: "clé obligatoire absente",
  unknownKey: (nearest: string | null, known: readonly string[]) =>
    nearest === null ? `clé inconnue (clés possibles : ${list(known)})` : `clé inconnue (vouliez-vous écrire « ${nearest} » ?)`,
  empty: "ne doit pas être vide",
  nothing: (expected: string) => `valeur absente ; ${expected}`,
  wrongType: (type: string, value: unknown) => `attendu : ${typeFr(type)} ; trouvé : ${foundFr(value)}`,
  needsQuotes: (text: string) => `attendu : un texte ; mettre des guillemets : "${shorten(text)}"`,
  notAllowed: (allowed: readonly string[], value: unknown, nearest: string | null) =>
    `${schemaFr.oneOf(allowed)} ; trouvé : ${foundFr(value)}${nearest === null ? "" : ` (vouliez-vous écrire « ${nearest} » ?)`}`,
  oneOf: (allowed: readonly string[]) => (allowed.length === 1 ? `attendu : ${list(allowed)}` : `attendu, au choix : ${list(allowed)}`),
  expected: (expected: string) => `attendu : ${expected}`,
  outOfRange: (minimum: number | null, maximum: number | null) => {
    if (maximum === null) return `attendu : au moins ${minimum}`;
    return minimum === null ? `attendu : au plus ${maximum}` : `attendu : de ${minimum} à ${maximum}`;
  },
  tooShort: (limit: number) => `attendu : au moins ${limit} caractères`,
  tooLong: (limit: number) => `attendu : au plus ${limit} caractères`,
  tooFewItems: (limit: number) => (limit === 1 ? "la liste ne doit pas être vide" : `attendu : au moins ${limit} éléments`),
  tooManyItems: (limit: number) => `attendu : au plus ${limit} éléments`,
  tooMany: "trop de problèmes pour les afficher tous : la suite paraîtra une fois ceux-ci corrigés",
  unexpected: "valeur refusée",
} as const;

export const filesFr = {
  unreadable: (path: string, error: unknown) => `${path} : ${unreadableFr(error)}`,
} as const;

export const utcFr = (zone: string) =>
  `Vigie doit tourner en temps universel : le fuseau du processus est « ${zone} ». Le lancer par la commande « vigie », ou avec TZ=UTC.`;

export const webAddressFr = {
  unreadable: "cette adresse n'est pas lisible ; attendu par exemple : https://hote:8443",
  hasCredentials: "pas de nom ni de mot de passe dans l'adresse : ils ont leurs propres clés",
  hasQuery: "pas de « ? » ni de « # » dans l'adresse",
  hasPath: "pas de chemin après le nom de la machine",
} as const;

export const sirenFr = { wrongKey: "ce numéro SIREN est faux : sa clé de contrôle ne correspond pas" } as const;
