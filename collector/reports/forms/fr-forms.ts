/** The words that the forms add to the report's own. */
export const formWords = {
  contents: "Sommaire",
  page: "Page",
  draft: "PROJET",
  of: "sur",
  toContents: "Aller au contenu",
  scrolls: "tableau à faire défiler",
} as const;

export const chartWords = {
  unknown: "n.d.",
  unknownArea: "Non déterminé",
  noSite: "Aucun site",
  target: "Objectif",
} as const;
