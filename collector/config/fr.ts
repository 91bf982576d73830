/** What a value must look like, after « attendu : ». */
export const expected = {
  host: "un nom de machine ou une adresse IP",
  influxUrl: "une adresse http:// ou https://",
  deadManUrl: "une adresse http:// ou https://",
  network: "une adresse IP, ou un réseau comme 192.0.2.0/24",
  mailAddress: "une adresse de courriel, seule, comme cosui@exemple.fr",
  publicUrl: "l'adresse https:// que les sites emploient",
} as const;

/** Rules that bind several keys. */
export const checksFr = {
  listenInClear: (host: string) =>
    `l'écoute sur ${host} sans « tls » ferait passer les jetons en clair sur le réseau ; donner tls.certFile et tls.keyFile, écrire « tls: own » pour un certificat fait par Vigie, ou allowPlainHttp: true si un mandataire (reverse proxy) assure le chiffrement devant Vigie`,
  ownTlsWithoutUrl: "avec « tls: own », publicUrl donne le nom que portera le certificat, par exemple https://collecteur.example:8443",
  publicUrlInClear: "http:// alors que « tls » est donné : les sites appelleraient sans chiffrement ; écrire https://",
  noNetwork: (text: string) => `« ${text} » n'est ni une adresse IP ni un réseau comme 192.0.2.0/24`,
  noInventory: (path: string) => `${path} : fichier introuvable`,
  loginIncomplete: "« user » et « passwordFile » vont ensemble : donner les deux ou aucun",
  deadManWithoutUrl: "donner l'adresse à appeler : « url », ou « urlFile » si elle vaut mot de passe",
  deadManUrlTwice: "« url » et « urlFile » disent la même chose : n'en garder qu'une",
  deadManFile: (problem: string) => `l'adresse que contient ce fichier ne convient pas : ${problem}`,
  keyMismatch: "cette clé privée ne correspond pas au certificat de tls.certFile",
  keyUnreadable: "ce fichier n'est pas une clé privée lisible, sans mot de passe, au format PEM",
  certUnreadable: "ce fichier n'est pas un certificat lisible au format PEM",
} as const;

export const usageChecksFr = {
  probableAbove: "« probableFrom » dépasse « establishedFrom » : ce qui est établi doit être plus sûr que ce qui est probable",
  casesInOrder: "les cas se rangent du plus bas au plus haut : low, central, high",
  studyInOrder: "« lowPerMonth » dépasse « highPerMonth »",
} as const;

export const reportChecksFr = {
  loginInClear: "sans chiffrement, le mot de passe passerait en clair : écrire « starttls » ou « implicit », ou retirer « user »",
} as const;
