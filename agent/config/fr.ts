/** What a value must look like, after « attendu : ». */
export const expected = {
  id: "un identifiant en minuscules, chiffres et tirets, 64 caractères au plus",
  host: "un nom de machine ou une adresse IP, sans schéma ni chemin",
  endpointUrl: "une adresse http:// ou https://",
  collectorUrl: "une adresse https:// (ou http:// avec allowPlainHttp)",
  fingerprint: "64 chiffres hexadécimaux, avec ou sans deux-points",
  diagnostic: "un type de message, comme le codec l'écrit : lettres et chiffres, sans espace",
  range: "des adresses comme 10.20.0.0/16, ou le nom exact d'une machine",
  timeOfDay: "une heure UTC « HH:MM » entre guillemets",
} as const;

const spokenFr = { snmp: "SNMP", http: "son interface web" } as const;

/** Rules that bind several keys. */
export const checksFr = {
  collectorInClear:
    "http:// vers une autre machine ferait passer le jeton en clair sur le réseau ; employer https://, ou écrire allowPlainHttp: true si un tunnel protège la liaison",
  notEnrolled:
    "cet agent n'a ni certificat ni jeton : l'admettre avec « vigie agent enroll » (le code vient de « vigie agents add », sur le collecteur), ou donner tokenFile",
  ofThePlan: "sans « endpoints », c'est le plan du collecteur qui le dit : retirer cette clé, ou l'écrire dans l'inventaire",
  onlyWithPlan: "sans effet : « endpoints » est écrit ici, le plan du collecteur n'est pas demandé ; retirer cette clé ou « endpoints »",
  notARange: "ni une adresse, ni un réseau comme 10.20.0.0/16, ni le nom exact d'une machine",
  weakFarEndKey: (shortest: number) =>
    `la clé compte moins de ${shortest} caractères : les interlocuteurs pourraient être retrouvés par essais`,
  batchTooSlow: (batchSeconds: number, stateSeconds: number) =>
    `${batchSeconds} s entre deux envois pour une interrogation toutes les ${stateSeconds} s : un équipement sain paraîtrait inconnu entre deux envois ; attendu : au plus ${2 * stateSeconds}`,
  unknownZone: (nearest: string | null) =>
    nearest === null
      ? "fuseau horaire inconnu ; attendu : un nom comme Europe/Paris ou Indian/Reunion"
      : `fuseau horaire inconnu (vouliez-vous écrire « ${nearest} » ?)`,
  notACertificate: (name: string) => `${name} ne contient pas de certificat au format PEM`,
  nobodyVerifies: "aucun équipement ne vérifie son certificat avec cette autorité ; écrire policy: verify, ou retirer cette clé",
  caWithoutVerification: "sans effet tant que le certificat n'est pas vérifié ; écrire verifyTls: true, ou retirer cette clé",
  clearDespitePolicy:
    "le site vérifie les certificats (codecTls) et cette adresse n'en a pas : passer à https://, ou écrire verifyTls: false ici",
  fingerprintOfUnknown: (renewing: readonly string[]) =>
    `sans famille, rien ne dit si cette empreinte durera : certaines (${renewing.join(", ")}) changent de certificat à chaque redémarrage, et l'équipement serait alors refusé ; écrire « family » (vigie probe la donne), ou faire vérifier le certificat par une autorité : verifyTls: true avec caFile`,
  passingCertificate: (family: string) =>
    `la famille ${family} change son certificat à chaque redémarrage : dès le premier, cet équipement serait refusé ; y installer un certificat signé par l'autorité du site et écrire verifyTls: true avec caFile ; à défaut, retirer cette clé : le certificat est alors accepté sans contrôle, et la page d'état le signale`,
  noWitness: "ni « tcpPort » ni « icmp » : ce témoin ne verrait rien",
  familyOfWitness: "sans « snmp » ni « http » la famille ne sert à rien : retirer cette clé",
  unspokenChannel: (family: string, spoken: readonly ("snmp" | "http")[]) =>
    `la famille ${family} n'est lue que par ${spoken.map((channel) => spokenFr[channel]).join(" ou ")} : cet équipement ne serait jamais interrogé ; déclarer ${spoken.map((channel) => `« ${channel} »`).join(" ou ")}, ou écrire « reach » sans famille pour savoir au moins si la machine est là`,
  noChannel: "ni « snmp » ni « http » ni « reach » : cet équipement ne pourrait pas être interrogé",
  unknownFamily: (families: readonly string[]) => `famille inconnue ; attendu, au choix : ${["auto", ...families].join(", ")}`,
  shortSnmpPassword: (shortest: number) => `un mot de passe SNMPv3 compte au moins ${shortest} caractères`,
  tlsOnly: "sans effet avec une adresse http:// ; retirer cette clé ou passer à https://",
  idTwice: (line: number) => `identifiant déjà donné à la ligne ${line}`,
  reachTwice: (line: number) => `même machine qu'à la ligne ${line}`,
  snmpTwice: (port: number, line: number) => `même machine et même port SNMP (${port}) qu'à la ligne ${line}`,
  httpTwice: (line: number) => `même adresse qu'à la ligne ${line}`,
} as const;
