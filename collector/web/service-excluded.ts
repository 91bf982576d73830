import type { Explanation, TracedSpan } from "../accounts/explain.ts";
import type { PlannedMaintenance } from "../sla/planned-maintenance.ts";
import { intersect, type Span, secondsOf, subtract, union } from "../sla/spans.ts";
import { scopeWords, serviceWords } from "./fr-service.ts";
import { exactDuration } from "./french-dates.ts";
import { dateTime, dateTimeRange } from "./french-format.ts";
import { typographic } from "./typography.ts";

/** Time that does not count, or does though somebody announced it: why, when, and how much. */
export interface ExcludedRow {
  readonly what: string;
  /** Who declared it and for what; empty where the inventory says it. */
  readonly notes: readonly string[];
  readonly when: string;
  readonly counted: string;
  readonly late: string | null;
}

export function excludedRows(explanation: Explanation): ExcludedRow[] {
  const { lines, terms } = explanation;
  const ofHours = lines.filter(({ standing, closure }) => standing === "off_hours" && closure === null);
  const ofClosures = lines.filter(({ closure }) => closure !== null);
  return [
    ...summed(
      serviceWords.notInService,
      lines.filter(({ standing }) => standing === "not_in_service"),
    ),
    ...summed(serviceWords.offHours, ofHours),
    ...closureRows(ofClosures),
    ...terms.planned.flatMap((planned) => maintenanceRow(planned, explanation)),
  ];
}

function summed(what: string, lines: readonly TracedSpan[]): ExcludedRow[] {
  return lines.length === 0 ? [] : [{ what, notes: [], when: whenOf(lines), counted: exactDuration(secondsOf(lines)), late: null }];
}

function closureRows(lines: readonly TracedSpan[]): ExcludedRow[] {
  return [...Map.groupBy(lines, ({ closure }) => closure ?? "")].map(([reason, own]) => ({
    what: `${serviceWords.closure} ${typographic(": ")}${reason}`.replace(/ +/g, " "),
    notes: [],
    when: whenOf(own),
    counted: exactDuration(secondsOf(own)),
    late: null,
  }));
}

/** What was announced with too little notice is service time like any other: it is said, so that nobody looks for it. */
function maintenanceRow({ entry, announced, counted }: PlannedMaintenance, { terms }: Explanation): ExcludedRow[] {
  const promised = union([...terms.time.expected, ...terms.time.maintenance]);
  const within = intersect(announced, [terms.period]);
  if (within.length === 0) return [];
  const late = secondsOf(intersect(subtract(announced, counted), promised));
  const said = entry.act === "declared" ? serviceWords.declared : serviceWords.corrected;
  return [
    {
      what: `${serviceWords.maintenance} ${scopeWords[entry.scope.kind]}`,
      notes: [entry.reason, said.replace("{when}", dateTime(entry.declaredAt * 1000))],
      when: whenOf(within),
      counted: exactDuration(secondsOf(intersect(counted, promised))),
      late: late === 0 ? null : exactDuration(late),
    },
  ];
}

/** « 05/10/2026 08:00 – 12:00 », or from the first to the last of several. */
function whenOf(spans: readonly Span[]): string {
  const first = spans[0]?.from ?? 0;
  const last = spans.at(-1)?.to ?? 0;
  return dateTimeRange(first * 1000, last * 1000);
}
