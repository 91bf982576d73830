/** What a value must look like, after « attendu : ». */
export const expected = {
  id: "un identifiant en minuscules, chiffres et tirets, 64 caractères au plus",
  host: "un nom de machine ou une adresse IP, sans schéma ni chemin",
  endpointUrl: "une adresse http:// ou https://",
  collectorUrl: "une adresse https:// (ou http:// avec allowPlainHttp)",
  fingerprint: "64 chiffres hexadécimaux, avec ou sans deux-points",
  timeOfDay: "une heure UTC « HH:MM » entre guillemets",
} as const;

/** Rules that bind several keys. */
export const checksFr = {
  collectorInClear:
    "http:// vers une autre machine ferait passer le jeton en clair sur le réseau ; employer https://, ou écrire allowPlainHttp: true si un tunnel protège la liaison",
  weakFarEndKey: (shortest: number) =>
    `la clé compte moins de ${shortest} caractères : les interlocuteurs pourraient être retrouvés par essais`,
  batchTooSlow: (batchSeconds: number, stateSeconds: number) =>
    `${batchSeconds} s entre deux envois pour une interrogation toutes les ${stateSeconds} s : un équipement sain paraîtrait inconnu entre deux envois ; attendu : au plus ${2 * stateSeconds}`,
  noChannel: "ni « snmp » ni « http » : cet équipement ne pourrait pas être interrogé",
  unknownFamily: (families: readonly string[]) => `famille inconnue ; attendu, au choix : ${["auto", ...families].join(", ")}`,
  shortSnmpPassword: (shortest: number) => `un mot de passe SNMPv3 compte au moins ${shortest} caractères`,
  tlsOnly: "sans effet avec une adresse http:// ; retirer cette clé ou passer à https://",
  idTwice: (line: number) => `identifiant déjà donné à la ligne ${line}`,
  snmpTwice: (port: number, line: number) => `même machine et même port SNMP (${port}) qu'à la ligne ${line}`,
  httpTwice: (line: number) => `même adresse qu'à la ligne ${line}`,
} as const;
