import type { OpeningHours } from "./opening-hours.ts";
import type { Span } from "./spans.ts";

/** Entries each in force from its instant (s since 1970 UTC) until the next one's, in order. The first holds since ever. */
export type Dated<Entry extends { readonly from: number }> = readonly [Entry, ...Entry[]];

/** Opening hours in force from an instant until the next ones begin. */
export interface DatedHours {
  readonly from: number;
  readonly hours: OpeningHours;
}

/** A stretch a site was closed for, whatever its hours, and why. */
export interface Closure extends Span {
  readonly reason: string;
}

/** When a site is open. Sites with the same hours and closures share one object: what is worked out of it is kept by its identity. */
export interface SiteCalendar {
  readonly hours: Dated<DatedHours>;
  /** In order of their beginning; they may overlap. */
  readonly closures: readonly Closure[];
}

export function inForceAt<Entry extends { readonly from: number }>(dated: Dated<Entry>, at: number): Entry {
  return dated.findLast(({ from }) => from <= at) ?? dated[0];
}

/** What is in force within a period, and for which part of it. */
export function inForceWithin<Entry extends { readonly from: number }>(dated: Dated<Entry>, period: Span): { span: Span; entry: Entry }[] {
  return dated.flatMap((entry, index) => {
    const from = index === 0 ? period.from : Math.max(period.from, entry.from);
    const to = Math.min(period.to, dated[index + 1]?.from ?? period.to);
    return to > from ? [{ span: { from, to }, entry }] : [];
  });
}
