import { Temporal } from "temporal-polyfill";
import type { Directory } from "../directory/directory.ts";
import { networkTimeZone } from "../sla/calendar.ts";
import type { MaintenanceEntry, MaintenanceTime, Scope } from "../sla/maintenance.ts";
import { daysOf, parseRecurrence, type Recurrence } from "../sla/recurrence.ts";
import { DeskRefused } from "./desk-refused.ts";
import { secondOf, toldTime } from "./told-time.ts";
import { plainWords } from "./words.ts";

/** A maintenance as a person asks for it. Times are as typed; either `to` or `durationSeconds`. */
export interface MaintenanceWish {
  readonly scope: Scope;
  readonly from: string;
  readonly to?: string;
  readonly durationSeconds?: number;
  /** RFC 5545; without it the maintenance takes place once. */
  readonly rule?: string;
  readonly reason: string;
}

/** A correction says what is to be otherwise; the rest stays. `rule` null: once only. */
export type Correction = Partial<Omit<MaintenanceWish, "rule" | "reason">> & {
  readonly rule?: string | null;
  readonly reason: string;
};

const longestOnceS = 366 * 86_400;
const longestAgainS = 31 * 86_400;

/** What is written of a wish. @throws DeskRefused */
export function plannedBy(wish: MaintenanceWish, directory: Directory): Pick<MaintenanceEntry, "scope" | "time" | "reason"> {
  return { scope: knownScope(wish.scope, directory), time: timeOf(wish), reason: plainWords(wish.reason) };
}

/** How a maintenance stands, with a correction laid over it, as a wish. */
export function corrected(last: MaintenanceEntry, { rule, ...change }: Correction): MaintenanceWish {
  const { scope, time } = last;
  if (time === null) throw new DeskRefused("MAINTENANCE_WITHDRAWN", last.id);
  const isEndTold = change.to !== undefined || change.durationSeconds !== undefined;
  const wasRecurring = time.kind === "recurring";
  const keptRule = rule === undefined && wasRecurring ? time.rule : rule;
  return {
    scope,
    from: wasRecurring ? time.first : isoOf(time.from),
    // The beginning may be moved alone: what was planned to end at an hour still does, what comes again lasts as long.
    ...(!isEndTold && (wasRecurring ? { durationSeconds: time.durationSeconds } : { to: isoOf(time.to) })),
    ...(keptRule !== undefined && keptRule !== null && { rule: keptRule }),
    ...change,
  };
}

const isoOf = (second: number): string => new Date(second * 1000).toISOString().replace(".000", "");

/** @throws DeskRefused */
function knownScope(scope: Scope, directory: Directory): Scope {
  if (scope.kind === "network") return { kind: "network" };
  if (directory[scope.kind](scope.id) === undefined) throw new DeskRefused("SCOPE_UNKNOWN", scope.id);
  return { kind: scope.kind, id: scope.id };
}

function timeOf(wish: MaintenanceWish): MaintenanceTime {
  const start = toldTime(wish.from, networkTimeZone);
  const from = secondOf(start);
  const to = endOf(wish, from);
  if (to <= from) throw new DeskRefused("END_FIRST");
  if (to - from > (wish.rule === undefined ? longestOnceS : longestAgainS)) throw new DeskRefused("LASTS_TOO_LONG");
  if (wish.rule === undefined) return { kind: "once", from, to };
  const first = start.toPlainDateTime();
  const recurrence = parseRecurrence(wish.rule, networkTimeZone);
  if ("problem" in recurrence) throw new DeskRefused("RULE_UNREADABLE", recurrence.part);
  requireFirst(recurrence, first);
  return {
    kind: "recurring",
    rule: wish.rule.toUpperCase(),
    first: first.toString({ smallestUnit: "minute" }),
    durationSeconds: to - from,
  };
}

function endOf({ to, durationSeconds }: MaintenanceWish, from: number): number {
  if ((to === undefined) === (durationSeconds === undefined)) throw new DeskRefused("END_MISSING");
  return to === undefined ? from + (durationSeconds ?? 0) : secondOf(toldTime(to, networkTimeZone));
}

/** A first that the rule would not give is a slip of the pen: the refusal names the day that it may have meant. */
function requireFirst(recurrence: Recurrence, first: Temporal.PlainDateTime): void {
  const day = first.toPlainDate();
  const [next] = daysOf({ ...recurrence, count: null }, first, day, day.add({ years: 1 }));
  if (next === undefined) throw new DeskRefused("RULE_WITHOUT_FIRST");
  if (Temporal.PlainDate.compare(next, day) !== 0) throw new DeskRefused("RULE_WITHOUT_FIRST", next.toString());
}
