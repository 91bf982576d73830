import { type RollUpQuestion, ratiosOf } from "./influx-text.ts";
import { type Query, recorded, recordedRows } from "./query.ts";

/** Seconds of the roll-up `availability`, summed: what works in part works. */
const sums = {
  worked: 'sum("worked_seconds")',
  known: 'sum("expected_seconds") - sum("unknown_seconds")',
  expected: 'sum("expected_seconds")',
  unknown: 'sum("unknown_seconds")',
  promised: 'sum("promised_seconds")',
  target: 'sum("target_seconds")',
} as const;

type Asked = Pick<RollUpQuestion, "where" | "by" | "isOverTime">;
const monthly = { measurement: "availability", select: sums, period: "month" } as const;

/** Worked, of the time that is known. No row where nothing is. */
const availabilityText = (asked: Asked): string =>
  ratiosOf({ ...monthly, ...asked }, { select: { availability: '"worked" / "known"' }, above: "known" });

/** How much of the time is known, and between which two figures the availability of the whole time is. */
const boundsText = (asked: Asked): string => ratiosOf({ ...monthly, ...asked }, { select: { ...coverage, ...bounds }, above: "expected" });
const coverage = { coverage: '"known" / "expected"' };
const bounds = { low: '"worked" / "expected"', high: '("worked" + "unknown") / "expected"' };

export const availabilityRows = (asked: Asked): Query => recordedRows(availabilityText(asked), ["availability", ...(asked.by ?? [])]);

export const boundsRows = (asked: Asked): Query => recordedRows(boundsText(asked), ["coverage", "low", "high", ...(asked.by ?? [])]);

export const coverageRows = (asked: Asked): Query =>
  recordedRows(ratiosOf({ ...monthly, ...asked }, { select: coverage, above: "expected" }), ["coverage", ...(asked.by ?? [])]);

const promise = { select: { target: '"target" / "promised"' }, above: "promised" };

/** What was promised, each room for its hours. No row where nothing was. */
export const targetRows = (asked: Asked): Query =>
  recordedRows(ratiosOf({ ...monthly, ...asked }, promise), ["target", ...(asked.by ?? [])]);

export const targetLine = (asked: Asked): Query =>
  recorded(ratiosOf({ ...monthly, ...asked, isOverTime: true }, promise), ["time", "target"], "$col");

/** A line for each month. */
export const availabilityLine = (asked: Asked): Query =>
  recorded(availabilityText({ ...asked, isOverTime: true }), ["time", "availability"], "$col");

export const boundsLines = (asked: Asked): Query =>
  recorded(
    ratiosOf({ ...monthly, ...asked, isOverTime: true }, { select: { ...bounds, ...coverage }, above: "expected" }),
    ["time", "low", "high", "coverage"],
    "$col",
  );
