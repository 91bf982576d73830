import { exitCodesHelp } from "./fr.ts";

export const usageHelp = `Dit combien les équipements, les sites et les territoires sont utilisés, d'après le registre.

Usage :
  vigie usage [PÉRIODE] [--epci SIREN | --territory ID | --site ID | --endpoint ID] [--json | --csv] --config FICHIER

PÉRIODE est --quarter 2026-T3, --month 2026-07, ou --from 2026-07-01 --to 2026-08-01 (le dernier jour n'est pas compris), à l'heure de
Paris ; sans elle, le trimestre en cours. Le détail des appels est effacé après quelques mois (callRetentionMonths) : au-delà, seuls des
mois entiers peuvent être demandés.

Un usage est un appel connecté d'une minute au moins ; les rappels du même interlocuteur dans les cinq minutes sont un seul usage ; les
essais et les appels à la conciergerie n'en sont pas. Il est compté là où il commence, à son heure réelle.

Colonnes :
  USAGES       leur nombre ; PAR MOIS : par mois et par site (ou équipement) pendant lequel la salle était utilisable, avec
               l'intervalle de confiance à 95 % (Poisson exact) : de petits nombres disent peu
  JOURS        jours d'usage, additionnés d'un équipement à l'autre
  OCCUP.       heures d'usage dans la plage de service, sur les heures de la plage sans les pannes
  HORS H.      usages commencés hors des horaires d'ouverture
  1ER INTERL.  usages avec l'interlocuteur le plus appelé, sur ceux dont l'interlocuteur est connu ; INTERL. : interlocuteurs différents.
               Deux sites ne peuvent pas comparer les leurs : pour un territoire, ce sont des bornes
  DIFFICILES   tentatives d'appel échouées, répétées ou coupées dans la minute, sur toutes les tentatives
  SOUS-UTIL.   établie, probable, non concluante, site peu disponible ou non observé : moins d'usages que le seuil (4 par mois, sauf
               autre réglage), ce dont on est sûr à 95 % ou à 80 % ; sur une liste, au plus 5 % d'« établie » à tort
  COÛT         l'aide régionale amortie sur cinq ans, par usage ; sans usage il n'y a pas de prix
  À FAIRE      usage et fiabilité lus ensemble : maintenir, réparer, faire connaître

Sous le tableau : où sont les interlocuteurs, la qualité des appels (un pourcentage à partir de cinq appels classés), les trajets évités
(du cas bas au cas haut ; ce qui n'est pas localisé n'est jamais deviné), l'évolution sur un an des territoires, les sites dont l'usage
s'est interrompu, l'usage avant et après les incidents, les campagnes. Seuils, coûts et facteurs : section « usage » de collector.yml.

Options :
      --epci SIREN       un EPCI, une métropole ou une commune hors EPCI, par son SIREN
      --csv, --json      pour un tableur, pour un programme : avec la qualité des appels, les lieux, les bornes et les mois
      --config FICHIER   configuration du collecteur
  -h, --help             affiche cette aide

Exemples :
  vigie usage --quarter 2026-T3 --config collector.yml
  vigie usage --epci 242900314 --month 2026-07 --config collector.yml
  vigie usage --site ouessant-mairie --from 2026-01-01 --to 2026-07-01 --json --config collector.yml

${exitCodesHelp}`;

export const usageProblemsFr = {
  periodWanted: "Une seule période à la fois : --month, --quarter, ou --from et --to",
  monthWrong: (text: string) => `« ${text} » n'est pas un mois ; attendu : 2026-07`,
  notBegun: "Cette période n'a pas commencé",
  oneScope: "Un seul périmètre à la fois : --epci, --territory, --site ou --endpoint",
  unknownScope: (id: string, nearest: string | null) =>
    `L'inventaire ne connaît pas ${id}${nearest === null ? "" : ` (vouliez-vous écrire « ${nearest} » ?)`}`,
  sirenWrong: (text: string) => `« ${text} » n'est pas un numéro SIREN : neuf chiffres sont attendus`,
  sirenUnknown: (siren: string) => `Aucun territoire de l'inventaire n'a le SIREN ${siren}`,
  purged: (month: string) =>
    `Le détail des appels de ${month} est effacé, seul le total du mois est connu : demander des mois entiers, du premier jour d'un mois au premier jour d'un autre`,
} as const;
