import { exitCodesHelp } from "./fr.ts";

export const slaHelp = `Calcule, explique et clôt la disponibilité : d'après le registre, ou d'un scénario écrit dans un fichier.

Usage :
  vigie sla figures   [PÉRIODE] [--territory ID | --site ID | --endpoint ID] [--json | --csv] --config FICHIER
  vigie sla explain   ÉQUIPEMENT [PÉRIODE] [--all] [--json] --config FICHIER
  vigie sla intervals [PÉRIODE] [--endpoint ID] --csv --config FICHIER
  vigie sla close     --quarter TRIMESTRE --config FICHIER
  vigie sla restate   --quarter TRIMESTRE --reason MOTIF --config FICHIER
  vigie sla revisions [--quarter TRIMESTRE] [--json] --config FICHIER
  vigie sla openslo   [--out FICHIER] --config FICHIER
  vigie sla evaluate  FICHIER [--json]

Actions :
  figures     les taux du réseau, des territoires, des sites et des équipements ; ceux d'un trimestre clos sont ceux de la clôture
  explain     d'où vient le taux d'un équipement : le calcul, les intervalles et leurs preuves, ce qui est exclu, les incidents
  intervals   tous les intervalles d'état, pour un tableur ; la colonne counts_as dit ce qui compte : expected (attendu), maintenance,
              off_hours (hors horaires) ou not_in_service (hors parc). Parmi les lignes « expected », le taux de service est la somme
              des « seconds » up et degraded sur celle de tout ce qui n'est pas unknown
  close       fige les chiffres d'un trimestre terminé ; rien n'en est plus jamais changé ; refusé tant que tout ce qui est reçu
              n'est pas pris en compte
  restate     ajoute une révision numérotée, avec la liste des écarts, quand le registre dit autre chose
  revisions   les trimestres clos et leurs révisions ; avec --quarter, les écarts de la dernière
  openslo     les engagements sous la forme OpenSLO v1
  evaluate    le même calcul sur un scénario : chacun peut vérifier notre arithmétique

PÉRIODE est --quarter 2026-T3, ou --from 2026-07-01 --to 2026-08-01 (le dernier jour n'est pas compris), à l'heure de Paris ; sans elle,
le trimestre en cours. Les taux sont tronqués, jamais arrondis ; ce qui n'a pas été observé n'est ni disponible ni en panne, et abaisse
la couverture. Sous 95 % de couverture un taux est donné « sous réserve », sous 50 % il est « n.d. ».

Colonnes de « intervals », une ligne par intervalle pendant lequel rien ne change :
  endpoint, from, to, seconds             l'équipement ; le début et la fin (exclue), à l'heure de Paris ; la durée en secondes
  counts_as                               ce que vaut ce temps : expected, maintenance, off_hours ou not_in_service (ci-dessus)
  state, cause, owner                     l'état mesuré (up, degraded, down, site, unknown), pourquoi, et à qui il est imputé
  first_observed_at, last_observed_at     la première et la dernière observation dont l'état est tiré
  events                                  les événements de l'agent dont l'état est tiré
  dissent                                 l'avis contraire d'un autre agent, qui n'a pas prévalu
  maintenances, closure                   les maintenances qui retirent ce temps ; le motif de la fermeture

Options :
      --all              de « explain » : tous les intervalles
      --revision NOMBRE  de « figures » et « explain » : ce qui a été clos (0 : la clôture) ; « figures » donne sinon la dernière révision
      --csv, --json      pour un tableur, pour un programme
      --out FICHIER      de « openslo » : où écrire
      --reason MOTIF     de « restate » : pourquoi, en une ligne, sans rien de personnel
      --config FICHIER   configuration du collecteur
  -h, --help             affiche cette aide

Le scénario de « evaluate », en YAML ou en JSON, un seul ou une liste :

  timezone: Europe/Paris
  period: { quarter: 2026-T2 }            # ou { from: "2026-04-01T00:00", to: "2026-05-01T00:00" }
  serviceHours: "Mo-Fr 09:00-12:30,13:30-18:00; PH off"
  maintenance:
    - { from: "2026-04-11T20:00", to: "2026-04-11T23:00", declaredAt: "2026-04-01T00:00" }
  states:                                 # le reste du temps est disponible
    down: [["2026-04-30T17:00", "2026-05-04T10:00"]]
    unknown: [["2026-04-10T08:00", "2026-04-10T14:00"]]
  targetBasisPoints: 9990
  gtr: { seconds: 14400, clock: "Mo-Fr 08:00-18:00; PH off", stableSeconds: 900 }

Exemples :
  vigie sla figures --quarter 2026-T3 --config collector.yml
  vigie sla explain ouessant-salle-conseil --quarter 2026-T3 --config collector.yml
  vigie sla intervals --quarter 2026-T3 --csv --config collector.yml > intervalles.csv

${exitCodesHelp}`;

const actionsFr = "evaluate, figures, explain, intervals, close, restate, revisions ou openslo";

export const slaFr = {
  actionWanted: (action: string | undefined, nearest: string | null) =>
    action === undefined
      ? `Il manque une action : ${actionsFr}`
      : `Action inconnue : ${action}${nearest === null ? ` (attendu : ${actionsFr})` : ` (vouliez-vous écrire « ${nearest} » ?)`}`,
  fileWanted: "Il manque le fichier : vigie sla evaluate FICHIER",
  endpointWanted: "Il manque l'équipement : vigie sla explain ÉQUIPEMENT",
  csvWanted: "Les intervalles sont donnés pour un tableur : ajouter --csv",
  outNotWritten: (file: string, reason: string) => `${file} n'a pas pu être écrit : ${reason}\n`,
} as const;
