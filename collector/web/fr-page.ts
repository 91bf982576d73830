import { typeset } from "./typography.ts";

export const pageWords = typeset({
  product: "Vigie",
  tagline: "Visioconférences publiques de Bretagne",
  title: "État des visioconférences publiques",
  skip: "Aller au contenu",
  demonstration: "Démonstration : sites fictifs",
  demonstrationMore: "Les équipements sont simulés ; aucun de ces sites n'existe sous cette forme.",
  pause: "Suspendre l'actualisation",
  resume: "Reprendre l'actualisation",
  reload: "Actualiser la page",
  updated: "Données du",
  parisTime: "Toutes les heures sont celles de Paris.",
  proofNote: "Dernière preuve : dernier relevé où l'équipement a montré qu'il fonctionne.",
  ratioNote:
    "Disponibilité : temps disponible ou dégradé sur temps observé, dans les heures d'ouverture et hors maintenances annoncées, tronquée à deux décimales. « Sous réserve » : moins de 95 % du temps observé. « n.d. » : moins de 50 %.",
  legend: "Comprendre les états",
  home: "Vue d'ensemble",
  breadcrumb: "Fil d'Ariane",
  frozen: "Le collecteur ne répond pas : données figées depuis le {time}.",
  frozenSource: "Données figées depuis le {time} : le collecteur n'a rien lu de plus récent.",
  restored: "Le collecteur répond de nouveau.",
  moreChanges: "et {count} autres changements d'état",
  notFoundTitle: "Page introuvable",
  notFound: "Cette adresse ne correspond à aucune page, ou l'équipement n'est plus dans l'inventaire.",
  errorTitle: "Page momentanément indisponible",
  error: "Le collecteur n'a pas pu préparer cette page. Les relevés continuent d'être reçus. Réessayez dans une minute.",
});
