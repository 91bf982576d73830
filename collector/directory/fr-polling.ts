/** What a value must look like, after « attendu : ». */
export const expectedOfPolling = {
  secret: "le nom d'un secret du site, sans chemin : minuscules, chiffres, points, tirets, 63 caractères au plus",
  host: "un nom de machine ou une adresse IP, sans schéma ni chemin",
  url: "une adresse http:// ou https://",
  fingerprint: "64 chiffres hexadécimaux, avec ou sans deux-points",
  timeOfDay: "une heure UTC « HH:MM » entre guillemets",
  diagnostic: "un type de message, comme le codec l'écrit : lettres et chiffres, sans espace",
  neighbour: "un nom en minuscules, chiffres et tirets, 32 caractères au plus",
} as const;

const channelsFr = { snmp: "SNMP", http: "son interface web" } as const;
type Channel = keyof typeof channelsFr;

const quoted = (keys: readonly string[]): string => keys.map((key) => `« ${key} »`).join(", ");
const withNearest = (text: string, nearest: string | null): string =>
  nearest === null ? text : `${text} (vouliez-vous écrire « ${nearest} » ?)`;

/** A plan that would break an agent, and why. */
export const pollingFr = {
  unknownFamily: (nearest: string | null, known: readonly string[]) =>
    nearest === null ? `famille inconnue ; attendu, au choix : ${known.join(", ")}` : withNearest("famille inconnue", nearest),
  unspoken: (family: string, channel: Channel, spoken: readonly Channel[]) =>
    `la famille ${family} n'est pas lue par ${channelsFr[channel]}, seulement par ${spoken.map((one) => channelsFr[one]).join(" et ")} : retirer « ${channel} »`,
  undefinedChannel: (channel: Channel) => `« ${channel} » n'est décrit ni ici, ni dans « polling » du site, ni dans « polling » en tête`,
  unusedChannel: (channel: Channel) => `sans effet : « channels » ne cite pas « ${channel} »`,
  noChannel: "ni SNMP, ni interface web, ni témoin : cet équipement ne pourrait pas être interrogé",
  familyOfWitness: "sans canal où l'équipement parle, la famille ne sert à rien : retirer cette clé",
  noWitness: "ni « tcpPort » ni « icmp » : ce témoin ne verrait rien",
  missing: (keys: readonly string[]) =>
    `il manque ${quoted(keys)}, à écrire ici, dans « polling » du site ou dans « polling » en tête de l'inventaire`,
  otherVersion: (version: string) => `sans effet en SNMP version ${version} : retirer cette clé`,
  tlsOnly: "sans effet avec une adresse http:// ; retirer cette clé ou passer à https://",
  clearDespitePolicy:
    "les certificats sont vérifiés (codecTls) et cette adresse n'en a pas : passer à https://, ou écrire verifyTls: false ici",
  caWithoutVerification: "sans effet tant que le certificat n'est pas vérifié ; écrire verifyTls: true, ou retirer cette clé",
  fingerprintOfUnknown: (renewing: readonly string[]) =>
    `sans famille, rien ne dit si cette empreinte durera : certaines (${renewing.join(", ")}) changent de certificat à chaque redémarrage, et l'équipement serait alors refusé ; écrire « family » (vigie probe la donne), ou faire vérifier le certificat par une autorité : verifyTls: true avec ca`,
  passingCertificate: (family: string) =>
    `la famille ${family} change son certificat à chaque redémarrage : dès le premier, cet équipement serait refusé ; y installer un certificat signé par l'autorité du site et écrire verifyTls: true avec ca ; à défaut, retirer cette clé : le certificat est alors accepté sans contrôle, et la page d'état le signale`,
  loopback:
    "aucun agent ne l'interrogera : c'est lui-même, aucune machine précise, l'adresse interne d'un hébergeur, ou ni une adresse ni un nom ; attendu : l'adresse de l'équipement vue du site",
  unknownZone: (nearest: string | null) =>
    nearest === null
      ? "fuseau horaire inconnu ; attendu : un nom comme Europe/Paris ou Indian/Reunion"
      : withNearest("fuseau horaire inconnu", nearest),
  neighbourTwice: "deux voisins portent ce nom",
  snmpTwice: (port: number) => `même machine et même port SNMP (${port})`,
  httpTwice: "même adresse web",
  reachTwice: "même machine",
  /** @param agent null: that of the site */
  twice: (what: string, line: number, agent: string | null) =>
    `${what} qu'à la ligne ${line}, pour ${agent === null ? "le même agent" : `l'agent « ${agent} » qui surveille les deux sites`}`,
  notPolled: "d'autres équipements du site ont « poll » et celui-ci n'en a pas : personne ne l'interrogerait",
  tooSlow: (silentS: number, stateS: number) =>
    `muet, cet équipement serait attendu ${silentS} s (timeoutMs × essais, puis témoins) alors qu'il est interrogé toutes les ${stateS} s`,
  tooManyPolls: (perSecond: number, most: number) =>
    `${perSecond} interrogations par seconde, un agent en fait au plus ${most} : espacer « paces » ou partager les sites entre plusieurs agents`,
  tooManyEndpoints: (count: number, most: number) =>
    `${count} équipements, cet agent en prend au plus ${most} : partager les sites entre plusieurs agents, ou, pour un agent de la liste « agents », écrire maxEndpoints ici et dans son agent.yml`,
  unknownSite: (nearest: string | null) => withNearest("site inconnu", nearest),
  oneSite: "un agent de vantage « site » se tient sur un site et un seul : donner « sites » avec ce site",
  sharedOnSite: "« per-site » ne sert qu'à un agent qui surveille plusieurs sites : retirer cette clé",
  nothingToPoll: "aucun équipement de ces sites n'a « poll » : cet agent n'aurait rien à interroger",
} as const;
