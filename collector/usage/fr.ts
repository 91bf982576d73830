import type { besideOthersVerdicts } from "./change-beside-others.ts";
import type { extinctionStates } from "./extinction.ts";
import type { FarEndClass } from "./far-end-class.ts";
import type { NotEstimatedReason } from "./savings.ts";
import type { StudyFigure, studyPositions } from "./study.ts";
import type { TrendDirection } from "./territory-trend.ts";
import type { UnderUseVerdict } from "./under-use.ts";
import type { Quadrant, QuadrantAction } from "./use-and-reliability.ts";

type Words<Code extends string> = Readonly<Record<Code, string>>;

/** After « sous-utilisation », but for the rooms of which nothing is said. */
export const underUseWords: Words<UnderUseVerdict> = {
  established: "établie",
  probable: "probable",
  inconclusive: "non concluante",
  seldom_available: "site peu disponible",
  not_observed: "non observé",
};

export const trendWords: Words<TrendDirection> = {
  fell: "en baisse",
  rose: "en hausse",
  no_change_shown: "aucune évolution établie",
  too_few: "effectifs trop faibles pour conclure",
};

export const extinctionWords: Words<(typeof extinctionStates)[number]> = {
  ended: "usage interrompu",
  goes_on: "usage maintenu",
  too_seldom: "usage antérieur trop faible pour conclure",
};

export const studyPositionWords: Words<(typeof studyPositions)[number]> = {
  below: "en dessous de l'étude régionale",
  above: "au-dessus de l'étude régionale",
  within: "conforme à l'étude régionale",
  undecided: "écart à l'étude régionale non établi",
};

/** The sentence of the study as it stands: it may speak of each EPCI or of each site. */
export const usualStudyFigure: StudyFigure = {
  lowPerMonth: 2,
  highPerMonth: 3,
  quotation: "une moyenne de 2 ou 3 usages par mois au sein de ces EPCI",
  source: "Étude soutenue par la Région Bretagne, 2015-2016",
};

export const quadrantWords: Words<Quadrant> = {
  used_reliable: "utilisé et fiable",
  used_unreliable: "utilisé mais peu fiable",
  unused_reliable: "fiable mais peu utilisé",
  unused_unreliable: "peu fiable et peu utilisé",
  inconclusive: "non concluant",
};

export const quadrantActionWords: Words<QuadrantAction> = {
  keep: "maintenir",
  repair: "réparer",
  make_known: "faire connaître",
  repair_then_make_known: "réparer, puis faire connaître",
  observe: "poursuivre l'observation",
};

export const besideOthersWords: Words<(typeof besideOthersVerdicts)[number]> = {
  more: "hausse associée, plus forte qu'ailleurs",
  less: "baisse associée, plus forte qu'ailleurs",
  no_effect_shown: "aucun effet visible",
  nothing_to_compare: "comparaison impossible",
};

export const farEndClassWords: Words<FarEndClass> = {
  same_epci: "même EPCI",
  brittany_near: "Bretagne, à moins d'une heure de route",
  brittany_far: "Bretagne, à une heure de route ou plus",
  brittany: "Bretagne, distance par la route inconnue",
  france: "France, hors Bretagne",
  abroad: "étranger",
  unknown: "inconnu",
};

export const notEstimatedWords: Words<NotEstimatedReason> = {
  unknown_far_end: "non estimé (interlocuteur non localisé)",
  sea_crossing: "non estimé (traversée maritime)",
};

export const costWords = { unused: "sans usage" } as const;
