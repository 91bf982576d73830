/** What a value must look like, after « attendu : ». */
export const expected = {
  id: "un identifiant en minuscules, chiffres et tirets, 64 caractères au plus",
  host: "un nom de machine ou une adresse IP, sans schéma ni chemin",
  endpointUrl: "une adresse http:// ou https://",
  collectorUrl: "une adresse https:// (ou http:// avec allowPlainHttp)",
  fingerprint: "64 chiffres hexadécimaux, avec ou sans deux-points",
  timeOfDay: "une heure UTC « HH:MM » entre guillemets",
} as const;
