import { type FiguresQuestion, type PeriodFigures, periodFigures } from "../../accounts/period-figures.ts";
import { attendanceOf } from "../../attendance/attendance.ts";
import type { AttendanceLedger, NetworkAttendance } from "../../attendance/question.ts";
import type { Ledger } from "../../ledger/port.ts";

export type ReportLedger = AttendanceLedger & Pick<Ledger, "statesOfMany" | "restartsWithin" | "microOutagesWithin">;

/** What one quarter came to. */
export interface Worked {
  readonly figures: PeriodFigures;
  readonly attendance: NetworkAttendance;
}

/** @throws DetailPurged where less than a month is asked of calls that are forgotten */
export async function workedOut(ledger: ReportLedger, question: FiguresQuestion): Promise<Worked> {
  return { figures: await periodFigures(ledger, question), attendance: await attendanceOf(ledger, question) };
}
