import { frFigures, frNoData } from "./fr-house.ts";

/** Words of the board of one territory. */
export const frTerritory = {
  board:
    "Ce territoire a-t-il ce qui lui est promis, mois par mois, et par quels sites ? Les taux viennent du registre ; les états et les alertes sont ceux de l'instant.",
  availability: {
    title: "Disponibilité du trimestre",
    description:
      "Temps où les équipements du territoire fonctionnaient, même en partie, sur le temps attendu dont l'état est connu. En dessous, l'objectif promis, s'il y en a un. Bleu : 99 % ou plus ; orange : 95 % ou plus ; vermillon : moins.",
    noData: frNoData.period,
    columns: { availability: "Disponibilité" },
  },
  coverage: {
    title: "Temps connu du trimestre",
    description: "Part du temps attendu dont l'état est connu. En dessous de 80 %, un taux de disponibilité dit peu.",
    noData: frNoData.period,
  },
  states: {
    title: "Équipements maintenant",
    description: "Nombre d'équipements du territoire dans chaque état, d'après les derniers relevés.",
    noData: frNoData.present,
  },
  uses: {
    title: "Usages du trimestre",
    description: "Communications d'une minute ou plus, sans les essais, dans les salles du territoire.",
    noData: frNoData.period,
  },
  months: {
    title: "Disponibilité par mois, sur douze mois",
    description:
      "Un point par mois, au premier jour du mois ; le dernier mois est en cours. La seconde série est l'objectif promis, s'il y en a un. Un mois dont rien n'est connu n'a pas de point.",
    noData: frNoData.period,
    columns: { availability: "Disponibilité" },
  },
  bounds: {
    title: "Ce que l'inconnu laisse possible, par mois",
    description:
      "« Au moins » : le taux si tout le temps inconnu avait été une panne. « Au plus » : s'il n'en avait pas été une. Plus les deux s'écartent, moins le taux dit quelque chose. « Temps connu » : part du temps attendu dont l'état est connu.",
    noData: frNoData.period,
    columns: { low: frFigures.low, high: frFigures.high, coverage: frFigures.coverage },
  },
  usesByMonth: {
    title: "Usages par mois, sur douze mois",
    description:
      "Un bâton par mois, au premier jour du mois ; le dernier mois est en cours. Qui utilise quoi est dans « Sous-utilisation ».",
    noData: frNoData.period,
    columns: { uses: "Usages" },
  },
  incidents: {
    title: "Incidents de la période",
    description: "Incidents qui ont commencé dans la période choisie, le plus récent d'abord, 200 au plus. Sans fin : l'incident dure.",
    noData: frNoData.none,
    columns: { Time: "Début", ends_ms: "Fin", text: "Incident", site: "Site", endpoint: "Équipement" },
  },
  sites: {
    title: "Sites, du moins disponible au plus disponible",
    description:
      "Chaque site du territoire, sur la période choisie. Un clic sur le nom ouvre le site. Case vide : on ne sait pas, ou rien n'était attendu.",
    noData: frNoData.unknown,
    columns: {
      ...frFigures,
      name: "Site",
      commune: "Commune",
      host_kind: "Hébergeur",
      uses: "Usages",
      Value: "En panne",
      site: "Identifiant",
    },
  },
  alerts: {
    title: "Alertes en cours, la plus ancienne d'abord",
    description: "Alertes du territoire qui préviennent quelqu'un, et depuis quand.",
    noData: frNoData.none,
    columns: { alertname: "Alerte", severity: "Urgence", Value: "Depuis", site: "Site", territory: "Territoire", endpoint: "Équipement" },
  },
} as const;
