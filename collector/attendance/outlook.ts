import type { Span } from "../sla/spans.ts";
import { exposureOf, type MonthOfUse } from "../usage/exposure.ts";
import { type Extinction, extinctionOf } from "../usage/extinction.ts";
import { monthAt, monthsBefore, monthsOver } from "../usage/months.ts";
import { type Trend, territoryTrend } from "../usage/territory-trend.ts";
import { attendanceOf } from "./attendance.ts";
import type { AttendanceLedger, AttendanceQuestion, NetworkAttendance } from "./question.ts";

/** How use changes: of larger places beside the same months a year before, of sites whether it ended. */
export interface Outlook {
  readonly network: Trend;
  /** By id. */
  readonly territories: ReadonlyMap<string, Trend>;
  /** By id of the site. */
  readonly sites: ReadonlyMap<string, Extinction>;
}

const yearMonths = 12;
/** The last months in which a use that ended is looked for; the year before them says what was usual. */
const recentMonths = 6;

/** Reads whole months as far back as eighteen before the end of the period: those that are forgotten are there as months. */
export async function outlookOf(ledger: AttendanceLedger, question: AttendanceQuestion): Promise<Outlook> {
  const end = Math.min(question.period.to, question.until);
  const later = monthsOver({ from: question.period.from, to: end }).map(({ name }) => name);
  const recent = monthsOver({ from: monthsBefore(monthAt(end - 1).from, recentMonths - 1).from, to: end });
  const from = Math.min(monthsBefore(recent[0]?.from ?? end, yearMonths).from, monthsBefore(question.period.from, yearMonths).from);
  const past = await attendanceOf(ledger, { ...question, period: { from, to: end } });
  const trendOf = (months: readonly MonthOfUse[]): Trend => trend(months, later);
  return {
    network: trendOf(past.network.months),
    territories: new Map(past.territories.map(({ id, months }) => [id, trendOf(months)])),
    sites: extinctions(past, recent),
  };
}

function trend(months: readonly MonthOfUse[], later: readonly string[]): Trend {
  const [now, before] = [new Set(later), new Set(later.map(yearEarlier))];
  return territoryTrend(
    exposureOf(months.filter(({ month }) => before.has(month))),
    exposureOf(months.filter(({ month }) => now.has(month))),
  );
}

const yearEarlier = (month: string): string => `${String(Number(month.slice(0, 4)) - 1)}${month.slice(4)}`;

function extinctions({ sites }: NetworkAttendance, recent: readonly (Span & { readonly name: string })[]): Map<string, Extinction> {
  const first = recent[0]?.name ?? "";
  return new Map(
    sites.map(({ id, months }) => {
      const former = exposureOf(months.filter(({ month }) => month < first));
      const since = months.filter(({ month }) => month >= first).map((month) => exposureOf([month]));
      return [
        id,
        extinctionOf(
          former,
          since.map(({ uses, months: exposure }) => ({ uses, exposure })),
        ),
      ];
    }),
  );
}
