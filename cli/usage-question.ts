import type { AttendanceQuestion } from "../collector/attendance/question.ts";
import type { Directory, Endpoint } from "../collector/directory/directory.ts";
import type { Span } from "../collector/sla/spans.ts";
import { monthNamed } from "../collector/usage/months.ts";
import { nearestWord } from "../settings/nearest.ts";
import type { Arguments } from "./arguments.ts";
import { usageProblemsFr } from "./fr-usage.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { type AskedPeriod, periodIn } from "./sla-question.ts";

export const scopeOptions = ["epci", "territory", "site", "endpoint"] as const;

/** What use is asked of: everything where nothing is named. */
export type UsageScope =
  | { readonly kind: "network" }
  | { readonly kind: "territory" | "site" | "endpoint"; readonly id: string; readonly name: string };

/** A month, a quarter, or a beginning and an end; the quarter to date where nothing is said. @throws WordsWrong */
export function usagePeriodIn(found: Arguments, nowMs: number): AskedPeriod & { readonly month: string | null } {
  const told = found.options.get("month");
  if (told === undefined) return { ...periodIn(found, nowMs), month: null };
  if (["quarter", "from", "to"].some((name) => found.options.has(name))) throw new WordsWrong(usageProblemsFr.periodWanted);
  const month = monthNamed(told);
  if (month === null) throw new WordsWrong(usageProblemsFr.monthWrong(told));
  return { from: month.from, to: month.to, quarter: null, month: told };
}

/** @throws WordsWrong where the inventory does not know it */
export function usageScopeIn({ options }: Arguments, directory: Directory): UsageScope {
  const asked = scopeOptions.flatMap((kind) => {
    const word = options.get(kind);
    return word === undefined ? [] : [{ kind, word }];
  });
  const [scope, another] = asked;
  if (scope === undefined) return { kind: "network" };
  if (another !== undefined) throw new WordsWrong(usageProblemsFr.oneScope);
  if (scope.kind === "epci") return epciIn(scope.word, directory);
  const known = { endpoint: directory.endpoints, site: directory.sites, territory: directory.territories }[scope.kind];
  const named = known.find(({ id }) => id === scope.word);
  if (named === undefined) {
    const ids = known.map(({ id }) => id);
    throw new WordsWrong(usageProblemsFr.unknownScope(scope.word, nearestWord(scope.word, ids)));
  }
  return { kind: scope.kind, id: named.id, name: named.name };
}

function epciIn(siren: string, { territories }: Directory): UsageScope {
  const territory = territories.find((one) => one.siren === siren && one.kind !== "ILE" && one.kind !== "PAYS");
  if (territory !== undefined) return { kind: "territory", id: territory.id, name: territory.name };
  if (!/^\d{9}$/.test(siren)) throw new WordsWrong(usageProblemsFr.sirenWrong(siren));
  throw new WordsWrong(usageProblemsFr.sirenUnknown(siren));
}

/** The endpoints of a scope: of a territory, all that stood in it at any time of the period. */
export function endpointsIn(scope: UsageScope, directory: Directory, period: Span): Required<AttendanceQuestion>["endpoints"] {
  const { endpoints } = directory;
  if (scope.kind === "network") return endpoints;
  if (scope.kind === "endpoint") return endpoints.filter(({ id }) => id === scope.id);
  const sites = new Set(scope.kind === "site" ? [scope.id] : directory.sitesOf(scope.id, period).map(({ site }) => site.id));
  return endpoints.filter(({ site }: Endpoint) => sites.has(site));
}
