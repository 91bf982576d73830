import { intersect, type Span, subtract, union } from "./spans.ts";

/** A planned maintenance, as declared. s since 1970 UTC. */
export interface Maintenance extends Span {
  readonly declaredAt: number;
}

/** The time a service was promised in, and what was taken out of it. */
export interface ServiceTime {
  /** In service, open, and not in maintenance. */
  readonly expected: readonly Span[];
  /** In service and open, but in a maintenance that was announced in time. */
  readonly maintenance: readonly Span[];
}

/** From 1970 to where dates end: of what was always in service, and is not removed. */
export const always: Span = { from: 0, to: 8_640_000_000_000 };

/**
 * A maintenance counts from its announcement, and no sooner than its notice allows: what was announced late is service time like any
 * other. What overruns is outside the window, and counts as the codec was.
 */
export function maintenanceSpans(declared: readonly Maintenance[], noticeSeconds: number): Span[] {
  return union(declared.map(({ from, to, declaredAt }) => ({ from: Math.max(from, declaredAt + noticeSeconds), to })));
}

/** Precedence: not in service, then off hours, then maintenance; only the rest is measured. All lists cut to one period. */
export function serviceTime(inService: readonly Span[], open: readonly Span[], maintenance: readonly Span[]): ServiceTime {
  const promised = intersect(inService, open);
  return { expected: subtract(promised, maintenance), maintenance: intersect(promised, maintenance) };
}
