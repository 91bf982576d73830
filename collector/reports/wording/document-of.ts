import type { ReportDocument } from "../forms/document.ts";
import type { IssuedReport } from "../issued.ts";
import { annexes, validation } from "./annexes.ts";
import { commitments, markingIncidents } from "./commitments.ts";
import { essential } from "./essential.ts";
import { evolution } from "./evolution.ts";
import { coverFacts, documentSubtitle, documentTitle, draftMark } from "./fr-cover.ts";
import { dataQuality, plan, trends } from "./outlook.ts";
import { revised } from "./revised.ts";
import { crossReading, underUsedSites } from "./sites.ts";
import { territoriesOnMap, territoryBoard } from "./territories.ts";
import { toldOf } from "./told.ts";
import { typeset } from "./typeset.ts";
import { callQuality, uses } from "./uses.ts";

/** The report in French, for both readable forms: the same report is the same document. */
export function documentOf(report: IssuedReport): ReportDocument {
  const told = toldOf(report);
  const { quarter, period } = report.model;
  return typeset({
    title: documentTitle,
    subtitle: documentSubtitle(quarter),
    hasCover: true,
    facts: coverFacts(report),
    draftMark: draftMark(report),
    datedMs: (report.evidence.dataHorizon ?? period.to) * 1000,
    sections: [
      ...revised(told),
      essential(told),
      evolution(told),
      territoriesOnMap(told),
      territoryBoard(told),
      commitments(told),
      markingIncidents(told),
      callQuality(told),
      uses(told),
      underUsedSites(told),
      crossReading(told),
      trends(told),
      plan(told),
      dataQuality(told),
      ...annexes(told),
      validation,
    ],
  });
}
