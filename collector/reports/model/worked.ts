import { type FiguresQuestion, type PeriodFigures, periodFigures } from "../../accounts/period-figures.ts";
import { attendanceOf } from "../../attendance/attendance.ts";
import type { AttendanceLedger, NetworkAttendance } from "../../attendance/question.ts";
import type { Ledger } from "../../ledger/port.ts";
import type { UsageRules } from "../../usage/usage-rules.ts";

export type ReportLedger = AttendanceLedger & Pick<Ledger, "statesOfMany" | "restartsWithin" | "microOutagesWithin">;

/** What one quarter came to. */
export interface Worked {
  readonly figures: PeriodFigures;
  readonly attendance: NetworkAttendance;
}

export interface WorkedQuestion extends FiguresQuestion {
  /** What the network has agreed on; as usual, where nothing is said. */
  readonly rules?: UsageRules;
}

/** @throws DetailPurged where less than a month is asked of calls that are forgotten */
export async function workedOut(ledger: ReportLedger, question: WorkedQuestion): Promise<Worked> {
  return { figures: await periodFigures(ledger, question), attendance: await attendanceOf(ledger, question) };
}
