/** What a value of the calendar must look like, after « attendu : ». */
export const expectedOfCalendar = {
  siren: "un numéro SIREN de neuf chiffres entre guillemets",
  insee: 'un code INSEE de commune de cinq caractères entre guillemets, par exemple "29155"',
  date: "une date, année-mois-jour, par exemple 2026-01-31",
  time: "une date, par exemple 2026-01-31, ou une date et une heure locale, par exemple 2026-01-31T14:00",
  duration: "une durée : 30min, 4h, 1h30 ou 2d (jours de 24 heures)",
  target: "un pourcentage de 0 à 100 avec deux décimales au plus, par exemple 99.5 %",
  hours: "des horaires, ou une liste d'horaires datés (from et hours)",
  contract: "un groupe de clés (target, gti, gtr…), ou une liste de tels groupes datés (from)",
} as const;

/** Rules of the calendar that bind several keys. */
export const calendarFr = {
  noSuchDay: (text: string) => `« ${text} » n'existe pas dans le calendrier`,
  fromMissing: "date de début absente : seul le premier élément de la liste s'en passe, il vaut depuis toujours",
  notAfter: (line: number) => `doit être postérieur à la date de la ligne ${line} : les éléments se suivent dans l'ordre`,
  endsBefore: "la fin ne vient pas après le début",
  twoForms: "donner soit commissionedOn et removedOn, soit la liste inService, pas les deux",
  neverCommissioned: "date de mise en service absente : seul le premier élément de la liste s'en passe",
  notRemoved: "l'équipement n'a pas été retiré entre-temps : donner removedOn à l'élément qui précède",
  noTerms: "contrat sans aucun engagement : donner au moins target, gti ou gtr, ou retirer cette clé",
  clockWithoutDelay: "sans effet : ces horaires ne servent qu'à décompter gti et gtr",
} as const;

/** Rules of the territories. */
export const territoriesFr = {
  listNotAllowed: (kind: string) =>
    `un territoire de type ${kind} n'a pas de liste : sa composition est celle de la table des communes ; seuls ILE et PAYS en ont une`,
  unknownSite: (nearest: string | null) => `site inconnu${nearest === null ? "" : ` (vouliez-vous écrire « ${nearest} » ?)`}`,
  notAnEpci: (id: string) => `« ${id} » n'est ni un EPCI, ni une métropole, ni une commune hors EPCI de cet inventaire`,
  unknownCommune: (insee: string) => `commune ${insee} inconnue de la table des communes de Bretagne`,
  sirenNotDeclared: (siren: string) => `aucun territoire déclaré n'a le SIREN ${siren} : l'ajouter sous « territories »`,
  sirenTwice: (line: number) => `SIREN déjà donné à la ligne ${line}`,
  otherEpci: (commune: string, epci: string, siren: string) =>
    `${commune} est de ${epci} (SIREN ${siren}) ; la rattacher à ce territoire ou, si elle a changé d'EPCI, l'écrire sous « memberships »`,
  outsideEpci: (commune: string) => `${commune} n'est dans aucun EPCI ; attendu : un territoire de type HORS_EPCI, ILE ou PAYS`,
  moveTwice: (line: number) => `cette commune change déjà de territoire ce jour-là, à la ligne ${line}`,
} as const;
