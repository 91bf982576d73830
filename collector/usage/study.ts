import { type Count, type RatePerMonth, ratePerMonth } from "./poisson.ts";

/** What the regional study found, with its own words, because "au sein de ces EPCI" may mean each EPCI or each site. */
export interface StudyFigure {
  readonly lowPerMonth: number;
  readonly highPerMonth: number;
  /** As it stands in the source, in French. */
  readonly quotation: string;
  readonly source: string;
}

export const studyPositions = ["below", "above", "within", "undecided"] as const;

/** Where a rate lies beside the study's: beyond it only where its whole interval is. */
export interface StudyComparison {
  readonly position: (typeof studyPositions)[number];
  readonly rate: RatePerMonth;
}

/** Null: no exposure. `within`: the whole interval lies within the study's figures, which small counts never reach. */
export function compareWithStudy(count: Count, { lowPerMonth, highPerMonth }: StudyFigure): StudyComparison | null {
  const rate = ratePerMonth(count);
  return rate === null ? null : { rate, position: positionOf(rate, lowPerMonth, highPerMonth) };
}

function positionOf({ low, high }: RatePerMonth, lowPerMonth: number, highPerMonth: number): StudyComparison["position"] {
  if (high < lowPerMonth) return "below";
  if (low > highPerMonth) return "above";
  return low >= lowPerMonth && high <= highPerMonth ? "within" : "undecided";
}
