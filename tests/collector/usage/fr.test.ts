import { describe, expect, it } from "vitest";
import { extinctionStates } from "../../../collector/usage/extinction.ts";
import { extinctionWords, studyPositionWords, trendWords, underUseWords, usualStudyFigure } from "../../../collector/usage/fr.ts";
import { compareWithStudy, studyPositions } from "../../../collector/usage/study.ts";
import { trendDirections } from "../../../collector/usage/territory-trend.ts";
import { underUseVerdicts } from "../../../collector/usage/under-use.ts";

describe("the words of use", () => {
  it("say of under-use what the report says", () => {
    expect(underUseVerdicts.map((verdict) => underUseWords[verdict])).toEqual([
      "établie",
      "probable",
      "non concluante",
      "site peu disponible",
      "non observé",
    ]);
  });

  it("are different for every case", () => {
    const all = [
      ...trendDirections.map((direction) => trendWords[direction]),
      ...extinctionStates.map((state) => extinctionWords[state]),
      ...studyPositions.map((position) => studyPositionWords[position]),
    ];

    expect(new Set(all).size).toBe(trendDirections.length + extinctionStates.length + studyPositions.length);
  });

  it("quote the study as it stands, and do not say whether it meant sites", () => {
    expect(usualStudyFigure.quotation).toBe("une moyenne de 2 ou 3 usages par mois au sein de ces EPCI");
    expect(compareWithStudy({ uses: 0, months: 6 }, usualStudyFigure)?.position).toBe("below");
  });
});
