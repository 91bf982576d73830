import { buildReport } from "../collector/reports/model/build.ts";
import type { ReportModel } from "../collector/reports/model/model.ts";
import { questionOf, type SlaOffice } from "./sla-question.ts";

interface Bounds {
  readonly from: number;
  readonly to: number;
  /** What came later is not in it; s since 1970 UTC. */
  readonly until: number;
}

export async function modelOf(office: SlaOffice, quarter: string, { from, to, until }: Bounds): Promise<ReportModel> {
  const question = await questionOf({ ...office, until }, { from, to });
  return buildReport(office.ledger, { ...question, quarter });
}
