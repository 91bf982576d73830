const frenchDays: Readonly<Record<string, string>> = { lu: "Mo", ma: "Tu", me: "We", je: "Th", ve: "Fr", sa: "Sa", di: "Su" };
const dayList = "Mo, Tu, We, Th, Fr, Sa, Su du lundi au dimanche, PH pour les jours fériés";

/** What is wrong with opening hours. */
export const openingHoursFr = {
  empty: "les horaires d'ouverture ne doivent pas être vides ; par exemple : Mo-Fr 09:00-12:30,13:30-18:00; PH off",
  emptyRule: "règle vide : un point-virgule de trop",
  alwaysIsAlone: "« 24/7 » s'écrit seul",
  noSpan: (rule: string) => `« ${rule} » : il manque une plage horaire, par exemple 09:00-18:00, ou « off »`,
  unreadableRule: (rule: string) => `« ${rule} » n'est pas une règle lisible ; par exemple : Mo-Fr 09:00-18:00`,
  unknownDay: (word: string) => {
    const nearest = frenchDays[word.slice(0, 2).toLowerCase()] ?? englishDay(word);
    return `jour inconnu « ${word} »${nearest === null ? "" : ` (vouliez-vous écrire « ${nearest} » ?)`} ; attendu : ${dayList}`;
  },
  notASpan: (text: string) =>
    `« ${text} » n'est pas une plage horaire ; attendu : HH:MM-HH:MM, par exemple 09:00-12:30${/^[A-Z]/.test(text) ? " ; d'autres jours vont après un point-virgule" : ""}`,
  notATime: (text: string) => `« ${text} » : une heure va de 00:00 à 23:59, et 24:00 pour une fin`,
  noLength: (text: string) => `« ${text} » : le début et la fin sont les mêmes ; pour toute la journée, écrire 00:00-24:00`,
  overlap: (text: string) => `« ${text} » : deux plages se chevauchent`,
  neverOpen: "aucune plage d'ouverture : la disponibilité de ce site ne pourrait jamais être mesurée",
} as const;

function englishDay(word: string): string | null {
  return ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH"].find((day) => day.toLowerCase() === word.slice(0, 2).toLowerCase()) ?? null;
}

/** What a value must look like, after « attendu : ». */
export const expected = {
  id: "un identifiant en minuscules, chiffres et tirets, 64 caractères au plus",
  name: "un texte visible, sur une ligne, 120 caractères au plus",
  siren: "un numéro SIREN de neuf chiffres entre guillemets",
  insee: 'un code INSEE de commune de cinq caractères entre guillemets, par exemple "29155"',
  tokenSha256: "l'empreinte SHA-256 du jeton de l'agent, 64 chiffres hexadécimaux",
} as const;

/** Rules of the inventory that bind several keys. */
export const checksFr = {
  idTwice: (line: number) => `identifiant déjà donné à la ligne ${line}`,
  tokenTwice: (line: number) => `même jeton qu'à la ligne ${line} : chaque agent a le sien`,
  emptyToken: "c'est l'empreinte d'un jeton vide : recalculer avec le vrai jeton",
  unknownTerritory: (nearest: string | null) =>
    nearest === null
      ? "territoire inconnu : le déclarer sous « territories »"
      : `territoire inconnu (vouliez-vous écrire « ${nearest} » ?)`,
  sirenMissing: (kind: string) => `un territoire de type ${kind} porte un numéro SIREN`,
  sirenOfPays: "un pays n'a pas de numéro SIREN : retirer cette clé",
} as const;
