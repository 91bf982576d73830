import { frFigures, frNoData } from "./fr-house.ts";

/** Words of the board of the whole network. */
export const frRegion = {
  board:
    "Le réseau tient-il ce qui est promis, et où ne le tient-il pas ? Les taux viennent du registre, par mois entiers ou entamés ; les états et les alertes sont ceux de l'instant.",
  availability: {
    title: "Disponibilité du trimestre",
    description:
      "Temps où les équipements fonctionnaient, même en partie, sur le temps attendu dont l'état est connu. En dessous, l'objectif promis, s'il y en a un. Bleu : 99 % ou plus ; orange : 95 % ou plus ; vermillon : moins. Ce que le contrat en retient est dans « Contrat de service ».",
    noData: frNoData.period,
    columns: { availability: "Disponibilité" },
  },
  coverage: {
    title: "Temps connu du trimestre",
    description:
      "Part du temps attendu dont l'état est connu. Ce qui est inconnu n'est ni disponible ni indisponible : en dessous de 80 %, un taux de disponibilité dit peu.",
    noData: frNoData.period,
  },
  states: {
    title: "Équipements maintenant",
    description:
      "Nombre d'équipements dans chaque état, d'après les derniers relevés. Un agent muet rend ses équipements inconnus, jamais indisponibles.",
    noData: frNoData.present,
  },
  alertCount: {
    title: "Alertes en cours",
    description:
      "Alertes qui préviennent quelqu'un, de nuit ou dans la liste du matin. Celles que couvre une maintenance annoncée comptent aussi.",
    noData: frNoData.present,
  },
  uses: {
    title: "Usages du trimestre",
    description:
      "Communications d'une minute ou plus, sans les essais ; plusieurs appels au même interlocuteur en moins de cinq minutes n'en font qu'un.",
    noData: frNoData.period,
  },
  map: {
    title: "Disponibilité par EPCI",
    description:
      "Chaque EPCI, métropole ou commune hors EPCI, retrouvé par son SIREN, dans la couleur de sa disponibilité sur la période. Contour seul : aucun équipement, ou aucun temps connu. Les mêmes chiffres sont dans le tableau voisin. Contours : IGN, Admin Express, Licence Ouverte, simplifiés.",
    noData: frNoData.period,
    columns: { ...frFigures, siren: "SIREN", territory_name: "Territoire", Value: "En panne maintenant" },
  },
  territories: {
    title: "Territoires, du moins disponible au plus disponible",
    description:
      "Les chiffres de la carte. « Au moins » et « au plus » : le taux si tout le temps inconnu avait été une panne, ou n'en avait pas été une. Un clic sur le nom ouvre le territoire.",
    noData: frNoData.period,
    columns: { ...frFigures, territory_name: "Territoire", Value: "En panne", territory: "Identifiant" },
  },
  alerts: {
    title: "Alertes en cours, la plus ancienne d'abord",
    description: "Alertes qui préviennent quelqu'un, et depuis quand. Ce qu'il faut faire d'abord est dans la fiche de chaque alerte.",
    noData: frNoData.none,
    columns: { alertname: "Alerte", severity: "Urgence", Value: "Depuis", site: "Site", territory: "Territoire", endpoint: "Équipement" },
  },
  worst: {
    title: "Les dix sites les moins disponibles",
    description:
      "Sur la période choisie, d'après le temps connu. Un site dont peu de temps est connu peut y être par hasard : lire « temps connu », « au moins » et « au plus ».",
    noData: frNoData.period,
    columns: { ...frFigures, name: "Site", commune: "Commune", site: "Identifiant" },
  },
  months: {
    title: "Disponibilité par mois, sur douze mois",
    description:
      "Un point par mois, au premier jour du mois ; le dernier mois est en cours. La seconde courbe est l'objectif promis, s'il y en a un.",
    noData: frNoData.period,
    columns: { availability: "Disponibilité", target: "Objectif" },
  },
  usesByMonth: {
    title: "Usages par mois, sur douze mois",
    description: "Un bâton par mois, au premier jour du mois ; le dernier mois est en cours. Le détail est dans « Sous-utilisation ».",
    noData: frNoData.period,
    columns: { uses: "Usages" },
  },
  reading: {
    title: "Comment lire",
    description: "D'où viennent les chiffres et les contours.",
    noData: "",
    text: "Bleu : bien. Orange : à surveiller. Vermillon : mal. Gris : inconnu. Les taux sont ceux du registre, à l'heure de Paris, par mois ; la période choisie doit donc contenir le premier jour d'un mois. Contours des EPCI : IGN, Admin Express COG 2018 ; périmètres 2026 : DGCL et INSEE ; Licence Ouverte 2.0.",
  },
} as const;
