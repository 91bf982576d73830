/** What a value of the phone book must look like, after « attendu : ». */
export const expected = {
  alias: "un alias H.323 ou une adresse SIP entière, sans « * » ; pour tout un domaine, employer « domain »",
  number: 'le début d\'un numéro, entre guillemets : "+33298", "0298"… ou celui d\'un plan de numérotation privé',
  domain: "un nom de domaine d'au moins deux mots, par exemple visio.exemple.fr",
  network: "une adresse IP ou un réseau, par exemple 10.29.0.0/16",
  place: "commune: suivi du code INSEE, epci: suivi du SIREN, region: suivi du code INSEE de la région, france, abroad ou unknown",
} as const;

/** Rules of the phone book that bind several keys. */
export const phoneBookFr = {
  notOneName: "chaque entrée désigne ses interlocuteurs par une seule clé, au choix : alias, number, domain, network",
  addressAsAlias: "une adresse IP s'écrit avec « network »",
  nobody: "cette adresse ne désigne personne",
  twice: (line: number) => `déjà écrit à la ligne ${line}`,
  contradicted: (line: number) => `contredit la ligne ${line}, qui dit autre chose des mêmes interlocuteurs`,
} as const;
