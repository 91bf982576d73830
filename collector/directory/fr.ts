/** What a value must look like, after « attendu : ». */
export const expected = {
  id: "un identifiant en minuscules, chiffres et tirets, 64 caractères au plus",
  name: "un texte visible, sur une ligne, 120 caractères au plus",
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
