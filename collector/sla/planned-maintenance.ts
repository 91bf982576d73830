import { Temporal } from "temporal-polyfill";
import type { DatedContract } from "./contract.ts";
import { type Dated, inForceWithin } from "./dated-hours.ts";
import type { MaintenanceEntry, MaintenanceTime, Scope } from "./maintenance.ts";
import { daysOf, parseRecurrence } from "./recurrence.ts";
import { intersect, type Span, union } from "./spans.ts";

/** The notice of a contract. */
export type DatedNotice = Pick<DatedContract, "from" | "noticeSeconds">;

/** The maintenances that reach into a period, read once for all endpoints. */
export interface MaintenanceBook {
  readonly period: Span;
  readonly maintenances: readonly BookedMaintenance[];
}

interface BookedMaintenance {
  readonly id: string;
  /** All entries, oldest first, with what each covers of the period. */
  readonly entries: readonly { readonly entry: MaintenanceEntry; readonly covers: readonly Span[] }[];
}

/** One maintenance, as far as it touches one endpoint within a period. */
export interface PlannedMaintenance {
  readonly id: string;
  /** How it stands. */
  readonly entry: MaintenanceEntry;
  /** What the last entry covers. */
  readonly announced: readonly Span[];
  /** Of that, what leaves the expected time: the rest came with too little notice. */
  readonly counted: readonly Span[];
}

/** Reads the book of maintenances for a period. Entries may come in any order: their numbers say which is the last. */
export function maintenanceBook(entries: readonly MaintenanceEntry[], period: Span, timeZone: string): MaintenanceBook {
  const inOrder = entries.toSorted((a, b) => a.entry - b.entry);
  const maintenances = [...Map.groupBy(inOrder, ({ id }) => id)].map(([id, own]) => ({
    id,
    entries: own.map((entry) => ({ entry, covers: coveredBy(entry.time, period, timeZone) })),
  }));
  return { period, maintenances: maintenances.filter(({ entries: own }) => (own.at(-1)?.covers.length ?? 0) > 0) };
}

/** When a maintenance takes place within a period, whoever it concerns. */
function coveredBy(time: MaintenanceTime | null, period: Span, timeZone: string): Span[] {
  if (time === null) return [];
  return intersect(union(time.kind === "once" ? [time] : occurrencesOf(time, period, timeZone)), [period]);
}

/**
 * Each begins on the clock on the wall and lasts as long, also on days of 23 and 25 hours. A local time that does not exist is moved
 * forward, one that exists twice is the first (RFC 5545).
 */
function occurrencesOf(time: MaintenanceTime & { readonly kind: "recurring" }, period: Span, timeZone: string): Span[] {
  const recurrence = parseRecurrence(time.rule, timeZone);
  // What was declared was read before: a rule that cannot be read plans nothing, and gives no time away.
  if ("problem" in recurrence || period.to <= period.from) return [];
  const first = Temporal.PlainDateTime.from(time.first);
  const from = dayAt(period.from - time.durationSeconds, timeZone);
  return daysOf(recurrence, first, from, dayAt(period.to, timeZone)).map((day) => {
    const start = day.toZonedDateTime({ timeZone, plainTime: first.toPlainTime() }).epochMilliseconds / 1000;
    return { from: start, to: start + time.durationSeconds };
  });
}

function dayAt(second: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(second * 1000)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
}

/**
 * The maintenances of one endpoint. An instant counts where the last entry covers it and, going back over the unbroken run of entries
 * that also do, it was announced with the notice in force at that instant. So what is announced late counts from its notice on, a
 * correction extends only with notice, and shortening or withdrawing gives the time back to the service, even afterwards.
 *
 * @param whenInScope when, within a span, an endpoint is in a scope: a site may change its territory
 */
export function plannedMaintenances(
  book: MaintenanceBook,
  whenInScope: (scope: Scope, within: Span) => readonly Span[],
  notices: Dated<DatedNotice>,
): PlannedMaintenance[] {
  return book.maintenances.flatMap(({ id, entries }) => {
    const last = entries.at(-1)?.entry;
    let run: readonly Span[] = [book.period];
    const announced: Span[] = [];
    const counted: Span[] = [];
    for (const { entry, covers } of entries.toReversed()) {
      run = intersect(run, intersect(covers, whenInScope(entry.scope, book.period)));
      if (run.length === 0) break;
      if (entry === last) announced.push(...run);
      counted.push(...intersect(run, ripeAfter(entry.declaredAt, notices, book.period)));
    }
    return last === undefined || announced.length === 0 ? [] : [{ id, entry: last, announced, counted: union(counted) }];
  });
}

/** All that counts as maintenance, one list. */
export function plannedSpans(
  book: MaintenanceBook,
  whenInScope: (scope: Scope, within: Span) => readonly Span[],
  notices: Dated<DatedNotice>,
): Span[] {
  return union(plannedMaintenances(book, whenInScope, notices).flatMap(({ counted }) => counted));
}

/** The instants for which an announcement at `declaredAt` comes early enough. */
function ripeAfter(declaredAt: number, notices: Dated<DatedNotice>, period: Span): Span[] {
  return union(
    inForceWithin(notices, period).map(({ span, entry }) => ({ from: Math.max(span.from, declaredAt + entry.noticeSeconds), to: span.to })),
  );
}
