import { Temporal } from "temporal-polyfill";
import { networkTimeZone, quarterAt, quarterSpan } from "../sla/calendar.ts";
import { publicHolidaysOf } from "../sla/holidays.ts";

/** A quarter that is over, and from when its report is due; s since 1970 UTC. */
export interface DueReport {
  readonly quarter: string;
  readonly dueAt: number;
}

/** On the clock of Paris: before people come to work. */
const dueHour = 6;

/** The newest quarter whose report is due. A machine that was off finds it when it is on again. */
export function dueReport(nowS: number, workingDay: number): DueReport {
  let end = quarterSpan(quarterAt(nowS, networkTimeZone), networkTimeZone)?.from ?? 0;
  for (;;) {
    const quarter = quarterAt(end - 1, networkTimeZone);
    const dueAt = workingDayAfter(end, workingDay);
    if (dueAt <= nowS) return { quarter, dueAt };
    end = quarterSpan(quarter, networkTimeZone)?.from ?? 0;
  }
}

/** The beginning of work on the nth working day from an instant on: Monday to Friday, public holidays left out. */
function workingDayAfter(second: number, count: number): number {
  let day = Temporal.Instant.fromEpochMilliseconds(second * 1000)
    .toZonedDateTimeISO(networkTimeZone)
    .toPlainDate();
  for (let left = isWorked(day) ? count - 1 : count; left > 0; ) {
    day = day.add({ days: 1 });
    if (isWorked(day)) left -= 1;
  }
  return Math.floor(day.toZonedDateTime({ timeZone: networkTimeZone, plainTime: { hour: dueHour } }).epochMilliseconds / 1000);
}

const isWorked = (day: Temporal.PlainDate): boolean => day.dayOfWeek <= 5 && !publicHolidaysOf(day.year).has(day.toString());
