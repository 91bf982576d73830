import type { Correction, MaintenanceWish } from "../collector/desk/maintenance-wish.ts";
import type { Scope } from "../collector/sla/maintenance.ts";
import type { Arguments } from "./arguments.ts";
import { maintenanceFr } from "./fr-maintenance.ts";

/** What is wrong with the words of a command, in French. */
export class WordsWrong extends Error {}

export const planOptions = ["endpoint", "site", "territory", "from", "to", "duration", "rrule", "until", "reason"] as const;

/** @throws WordsWrong */
export function wishIn(found: Arguments): MaintenanceWish {
  const { scope, rule, ...times } = plannedIn(found);
  const from = found.options.get("from");
  if (scope === null) throw new WordsWrong(maintenanceFr.scopeWanted);
  if (from === undefined) throw new WordsWrong(maintenanceFr.fromWanted);
  return { scope, from, ...times, ...(typeof rule === "string" && { rule }), reason: reasonIn(found) };
}

/** @throws WordsWrong */
export function correctionIn(found: Arguments): Correction {
  const { scope, rule, ...times } = plannedIn(found);
  const from = found.options.get("from");
  const changes = { ...(scope !== null && { scope }), ...(from !== undefined && { from }), ...(rule !== undefined && { rule }) };
  return { ...changes, ...times, reason: reasonIn(found) };
}

export function reasonIn({ options }: Arguments): string {
  const reason = options.get("reason");
  if (reason === undefined) throw new WordsWrong(maintenanceFr.reasonWanted);
  return reason;
}

function plannedIn(found: Arguments) {
  const { options } = found;
  const to = options.get("to");
  const duration = options.get("duration");
  return {
    scope: scopeIn(found),
    rule: ruleIn(found),
    ...(to !== undefined && { to }),
    ...(duration !== undefined && { durationSeconds: secondsIn(duration) }),
  };
}

function scopeIn({ options, flags }: Arguments): Scope | null {
  const named = (["endpoint", "site", "territory"] as const).flatMap((kind): Scope[] => {
    const id = options.get(kind);
    return id === undefined ? [] : [{ kind, id }];
  });
  const scopes: readonly Scope[] = flags.has("network") ? [...named, { kind: "network" }] : named;
  if (scopes.length > 1) throw new WordsWrong(maintenanceFr.scopeWanted);
  return scopes[0] ?? null;
}

/** null: once only; undefined: nothing is said of it. */
function ruleIn({ options, flags }: Arguments): string | null | undefined {
  const rule = options.get("rrule");
  const until = options.get("until");
  if (flags.has("once") && (rule !== undefined || until !== undefined)) throw new WordsWrong(maintenanceFr.onceAndRule);
  if (rule === undefined) {
    if (until !== undefined) throw new WordsWrong(maintenanceFr.untilWithoutRule);
    return flags.has("once") ? null : undefined;
  }
  if (until === undefined) return rule;
  if (!/^\d{4}-\d\d-\d\d$/.test(until)) throw new WordsWrong(maintenanceFr.untilWrong(until));
  return `${rule};UNTIL=${until.replaceAll("-", "")}`;
}

/** "30min", "2h", "1h30", "2d" as in the inventory; « 2j » too. */
function secondsIn(text: string): number {
  const [, count, unit = "", minutes = "0"] = /^(\d{1,4}) ?(min|h|d|j)(\d\d)?$/.exec(text) ?? [];
  const inUnit = { min: 60, h: 3_600, d: 86_400, j: 86_400 }[unit];
  if (count === undefined || inUnit === undefined || (minutes !== "0" && unit !== "h"))
    throw new WordsWrong(maintenanceFr.durationWrong(text));
  return Number(count) * inUnit + Number(minutes) * 60;
}
