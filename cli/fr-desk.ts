import type { DeskRefusal } from "../collector/desk/desk-refused.ts";
import type { DeclarationsClosed } from "../collector/ledger/sqlite-declarations.ts";
import { minuteFr } from "./fr-moments.ts";

const closedFr: Readonly<Record<DeclarationsClosed["why"], string>> = {
  ABSENT: "Il n'y a pas encore de registre : démarrer d'abord le collecteur, qui le crée.",
  OLDER: "Le registre est d'une version plus ancienne : redémarrer le collecteur avec la version installée, qui le met à jour.",
  NEWER: "Le registre est d'une version plus récente que cette commande : employer la commande de la version du collecteur.",
  UNREADABLE: "Le registre ne peut pas être ouvert. Lancer la commande avec sudo, ou sous l'utilisateur du collecteur.",
};

/** « du 01/06/2026 09:00 au 01/06/2026 10:00 » */
const spanFr = (span: string): string => {
  const [from, to] = span.split("/").map((instant) => minuteFr(Date.parse(instant) / 1000));
  return `du ${from} au ${to}`;
};

const timeWanted = "attendu : 2026-11-24T18:00, à l'heure de Paris";
const refusalsFr: Readonly<Record<DeskRefusal, (about: string) => string>> = {
  TOKEN_MISSING: () => "Il manque un jeton",
  TOKEN_UNKNOWN: () => "Jeton inconnu, révoqué ou échu",
  ROLE_TOO_LOW: () => "Ce jeton permet seulement de lire",
  TOO_MANY_TRIES: () => "Trop de jetons faux",
  REQUEST_INVALID: (about) => `Demande incorrecte : ${about}`,
  WORDS_EMPTY: () => "Il manque un motif, ou un texte",
  WORDS_TOO_LONG: (about) => `Le texte est trop long : ${about} caractères, 1000 au plus`,
  WORDS_UNPRINTABLE: () => "Le texte doit tenir sur une ligne, sans caractère de commande",
  WORDS_PERSONAL: () =>
    "Le texte contient ce qui ressemble à un numéro de téléphone ou à une adresse de courriel. Ce qui est écrit ici est gardé pour toujours : rien de personnel n'y a sa place",
  SCOPE_UNKNOWN: (about) => `L'inventaire ne connaît pas ${about}`,
  TIME_UNREADABLE: (about) => `Date et heure illisibles : ${about} (${timeWanted})`,
  TIME_SKIPPED: (about) => `Cette heure n'existe pas, l'horloge avance cette nuit-là : ${about}`,
  TIME_TWICE: (about) => `Cette heure existe deux fois, l'horloge recule cette nuit-là ; l'écrire avec son décalage, l'un de : ${about}`,
  TIME_TO_COME: (about) => `Cet instant est à venir : ${about}`,
  NO_INCIDENT: (about) =>
    `Aucun incident connu ne couvre cet instant${about === "" ? " ni n'en est à moins de trente jours" : ` ; au plus près : ${about.split(", ").map(spanFr).join(", ")}`}. Si le site, coupé, doit encore le raconter : --even-if-unknown`,
  USE_UNKNOWN: (about) => `Aucun usage n'a commencé à cet instant sur ${about}, ou son appel est oublié`,
  CAMPAIGN_UNKNOWN: (about) => `Il n'y a pas de campagne ${about}, ou elle a été retirée`,
  END_MISSING: () => "Il faut une fin (--to) ou une durée (--duration), et pas les deux",
  END_FIRST: () => "La fin précède le début",
  LASTS_TOO_LONG: () => "Trop long : 366 jours au plus, 31 pour une maintenance périodique",
  RULE_UNREADABLE: (about) => `Règle de répétition incorrecte : ${about} (attendu par exemple : FREQ=MONTHLY;BYDAY=1TU)`,
  RULE_WITHOUT_FIRST: (about) =>
    `Le jour de --from n'est pas l'un de ceux de la règle${about === "" ? "" : ` ; le premier qui convienne est le ${about}`}`,
  MAINTENANCE_UNKNOWN: (about) => `Il n'y a pas de maintenance ${about} (« vigie maintenance list --all » les montre toutes)`,
  MAINTENANCE_WITHDRAWN: (about) => `La maintenance ${about} a été retirée : en déclarer une autre`,
  MAINTENANCE_CHANGED: (about) => `La maintenance ${about} vient d'être corrigée par quelqu'un d'autre : la revoir, puis recommencer`,
  KEY_USED: () => "Cette clé a déjà servi pour une autre demande",
  LEDGER_UNAVAILABLE: () => "Le registre ne peut pas être écrit",
};

export const deskFr = {
  closed: (why: DeclarationsClosed["why"], reason: string) => `${closedFr[why]}\n(${reason})\n`,
  refused: (code: DeskRefusal, about: string) => `${refusalsFr[code](about)}\nRien n'a été écrit.\n`,
  nearest: (word: string) => ` (vouliez-vous écrire « ${word} » ?)`,
  outdated: "Quelqu'un d'autre vient de clore ou de réviser ce trimestre : recommencer.\n",
  nameTaken: "Un jeton de ce nom vaut déjà : le révoquer d'abord (vigie tokens revoke), ou prendre un autre nom.\n",
} as const;

/** « 2 j 4 h 30 min » */
export function lengthFr(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), "j"],
    [Math.floor((seconds % 86_400) / 3_600), "h"],
    [Math.floor((seconds % 3_600) / 60), "min"],
    [seconds % 60, "s"],
  ] as const;
  const shown = parts.filter(([number]) => number > 0).map(([number, unit]) => `${number} ${unit}`);
  return shown.length === 0 ? "0 min" : shown.join(" ");
}

/** Who wrote: « martin » on the collector's machine, « jeton astreinte », or the inventory itself, read by the collector. */
export const writerFr = (who: string): string =>
  who
    .replace(/^unix:/, "")
    .replace(/^token:/, "jeton ")
    .replace(/^inventory$/, "inventaire");
