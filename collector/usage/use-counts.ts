import { networkTimeZone, startOfLocalDay } from "../sla/calendar.ts";
import { intersect, type Span, secondsOf } from "../sla/spans.ts";
import { type AttemptCounts, attemptsOf } from "./attempts.ts";
import { type FarEndCounts, farEndsOf } from "./far-ends.ts";
import { connectedSpans, isUseful, type TimedCall, type Use, usesOf } from "./uses.ts";

/** Classes of call quality, and calls that cannot be classified. */
export const qualityGrades = ["good", "degraded", "bad", "unclassified"] as const;
export type QualityGrade = (typeof qualityGrades)[number];

/** What the calls of one endpoint come to in a period. Those of a period cut in two at midnight add up, but for far ends. */
export interface UseCounts extends AttemptCounts {
  readonly uses: number;
  /** Local days on which a call of a use began. */
  readonly days: number;
  /** Seconds connected, whatever the number of far ends at once. */
  readonly usedSeconds: number;
  /** Of them, in the time the service was promised in. */
  readonly serviceUsedSeconds: number;
  /** Of them, outside opening hours; and the uses that began there. */
  readonly offHoursSeconds: number;
  readonly offHoursUses: number;
  /** Uses through a bridge; through a web-conference gateway. */
  readonly bridgeUses: number;
  readonly gatewayUses: number;
  readonly quality: Readonly<Record<QualityGrade, number>>;
  /** Of each use, whole minutes, in order of length. */
  readonly lengths: readonly number[];
  /** Uses by the place of the far end, as the contract writes it: "commune:29155", "unknown"… In order. */
  readonly places: ReadonlyMap<string, number>;
  readonly farEnds: FarEndCounts;
}

/** When a room was open, and when its service was promised. */
export interface UseHours {
  readonly open: readonly Span[];
  readonly expected: readonly Span[];
}

/**
 * @param calls of one endpoint: all that reach into the span, and what is near it, because redials and retries join with them
 */
export function useCountsOf(
  calls: readonly TimedCall[],
  span: Span,
  hours: UseHours,
  gradeOf: (call: TimedCall) => QualityGrade,
): UseCounts {
  const useful = calls.filter(isUseful);
  const uses = usesWithin(usesOf(useful), span);
  const begun = useful.filter((call) => isWithin(Math.floor(call.trueStartedAt / 1000), span));
  const used = intersect(connectedSpans(useful), [span]);
  const grades = Object.groupBy(begun, gradeOf);
  return {
    ...attemptsOf(calls, span),
    uses: uses.length,
    days: new Set(begun.map(({ trueStartedAt }) => startOfLocalDay(Math.floor(trueStartedAt / 1000), networkTimeZone))).size,
    usedSeconds: secondsOf(used),
    serviceUsedSeconds: secondsOf(intersect(used, hours.expected)),
    offHoursSeconds: secondsOf(used) - secondsOf(intersect(used, hours.open)),
    offHoursUses: uses.filter(({ startedAt }) => !hours.open.some((open) => isWithin(startedAt, open))).length,
    bridgeUses: uses.filter(({ farEndKind }) => farEndKind === "bridge").length,
    gatewayUses: uses.filter(({ farEndKind }) => farEndKind === "gateway").length,
    quality: qualityCounts((grade) => grades[grade]?.length ?? 0),
    lengths: uses.map(({ seconds }) => Math.floor(seconds / 60)).toSorted((a, b) => a - b),
    places: placesOf(uses),
    farEnds: farEndsOf(uses),
  };
}

/** Those that belong to a span. */
export function usesWithin(uses: readonly Use[], span: Span): Use[] {
  return uses.filter(({ startedAt }) => isWithin(startedAt, span));
}

const isWithin = (second: number, { from, to }: Span): boolean => from <= second && second < to;

export function qualityCounts(count: (grade: QualityGrade) => number): Record<QualityGrade, number> {
  return { good: count("good"), degraded: count("degraded"), bad: count("bad"), unclassified: count("unclassified") };
}

function placesOf(uses: readonly Use[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { farEndPlace = "unknown" } of uses) counts.set(farEndPlace, (counts.get(farEndPlace) ?? 0) + 1);
  return inOrder(counts);
}

export function inOrder(counts: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...counts].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
