import { buildReport } from "../collector/reports/model/build.ts";
import type { ReportModel } from "../collector/reports/model/model.ts";
import type { ReportLedger } from "../collector/reports/model/worked.ts";
import { questionOf, type SlaOffice } from "./sla-question.ts";

interface Bounds {
  readonly from: number;
  readonly to: number;
  /** What came later is not in it; s since 1970 UTC. */
  readonly until: number;
}

/** How often the states of each endpoint are read: for the figures, the incidents, and each of the two quarters compared. */
export const readings = 4;

/** @param tick called each time the states of one endpoint were read */
export async function modelOf(
  office: SlaOffice,
  quarter: string,
  { from, to, until }: Bounds,
  tick = (): void => undefined,
): Promise<ReportModel> {
  const question = await questionOf({ ...office, until }, { from, to });
  return buildReport(counting(office.ledger, tick), { ...question, quarter, rules: office.usageRules });
}

function counting(ledger: ReportLedger, tick: () => void): ReportLedger {
  async function* statesOfMany(...asked: Parameters<ReportLedger["statesOfMany"]>): ReturnType<ReportLedger["statesOfMany"]> {
    for await (const states of ledger.statesOfMany(...asked)) {
      yield states;
      tick();
    }
  }
  return { ...ledger, statesOfMany };
}
