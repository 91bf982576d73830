import type { Attendance } from "./question.ts";

/** Seconds of the service time in which a room could be used: without what it did not work, with what nobody observed. */
export function usableSecondsOf({ workedSeconds, unknownSeconds }: Pick<Attendance, "workedSeconds" | "unknownSeconds">): number {
  return workedSeconds + unknownSeconds;
}
