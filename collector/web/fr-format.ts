import { typeset, typographic } from "./typography.ts";

export const durationWords = typeset({
  never: "jamais",
  justNow: "à l'instant",
  ago: "il y a",
  inFuture: "horloge en avance : daté du",
  since: "depuis",
  underAMinute: "moins d'une minute",
  neverObserved: "jamais observé",
});

export const ratioWords = typeset({
  notAvailable: "n.d.",
  notApplicable: "sans objet",
  reservation: "sous réserve",
  between: "entre",
  and: "et",
});

export const dayWords = {
  always: typographic("24 h/24, 7 j/7"),
  closed: "fermé",
  names: {
    Mo: "lun.",
    Tu: "mar.",
    We: "mer.",
    Th: "jeu.",
    Fr: "ven.",
    Sa: "sam.",
    Su: "dim.",
    PH: "jours fériés",
    SH: "vacances scolaires",
  } as Readonly<Record<string, string>>,
  /** After « fermé ». */
  closedOn: { PH: "les jours fériés", SH: "pendant les vacances scolaires" } as Readonly<Record<string, string>>,
};

export const seasonWords = typeset({ summer: "(heure d'été)", winter: "(heure d'hiver)" });
