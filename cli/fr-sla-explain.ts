import type { Explanation, TracedSpan } from "../collector/accounts/explain.ts";
import type { StoredEvent } from "../collector/ledger/port.ts";
import { type Account } from "../collector/sla/account.ts";
import { figuresOf } from "../collector/sla/figures.ts";
import type { PlannedMaintenance } from "../collector/sla/planned-maintenance.ts";
import { secondsOf } from "../collector/sla/spans.ts";
import { count } from "./fr.ts";
import { lengthFr, writerFr } from "./fr-desk.ts";
import { incidentLinesFr } from "./fr-incidents-list.ts";
import { dayFr, minuteFr } from "./fr-moments.ts";
import { headFr, proofLines, type ShownRow } from "./fr-sla-figures.ts";
import { hoursFr, percentFr, targetFr } from "./fr-sla-lengths.ts";
import { causeFr, ownerFr, spanFr, stateFr } from "./fr-sla-states.ts";
import { hanging } from "./hanging-lines.ts";
import type { AskedPeriod } from "./sla-question.ts";

interface Told {
  readonly explanation: Explanation;
  readonly events: ReadonlyMap<string, StoredEvent>;
  readonly proof: ShownRow["proof"];
  readonly asked: AskedPeriod;
  readonly horizon: number | null;
  readonly isEnded: boolean;
}

const usualWidth = 100;
/** What fits a screen with the rest. */
const shownAtMost = { intervals: 8, incidents: 3, maintenances: 4 } as const;

export function explanationFr({ explanation, events, proof, asked, horizon, isEnded }: Told, isAll: boolean, columns = usualWidth): string {
  const { endpoint, site } = explanation;
  const most = isAll ? { intervals: Infinity, incidents: Infinity, maintenances: Infinity } : shownAtMost;
  const sections = [
    [`${endpoint.name} (${endpoint.id}), ${site.name}`, ...headFr({ ...asked, period: asked, horizon, isEnded, closing: null })],
    calculationFr(explanation),
    excludedFr(explanation, most.maintenances),
    intervalsFr(explanation.lines, events, most.intervals, isAll),
    incidentsSection(explanation, most.incidents),
    proofLines(proof).map(([label, value]) => `${label} : ${value}`),
  ];
  const lines = sections.filter((section) => section.length > 0).map((section) => section.flatMap((line) => hanging(line, columns)));
  return `${lines.map((section) => section.join("\n")).join("\n\n")}\n`;
}

/** « 45 h 00 / 50 h 00 = 90,00 % » */
function calculationFr({ account, isMet, terms }: Explanation): string[] {
  const { service, equipment, coverage, bounds, isSubjectToCaveat } = figuresOf(account);
  const worked = account.up + account.degraded;
  const known = account.expected - account.unknown;
  const target = terms.contract.targetBasisPoints;
  const held = isMet === true ? "tenu" : "non tenu";
  const verdict = isMet === null ? "non déterminé" : held;
  return [
    "Calcul",
    `  attendu        ${sumFr(account)} = ${hoursFr(account.expected)}`,
    `  service        ${quotient(worked, known, percentFr(service))}${isSubjectToCaveat ? ", sous réserve" : ""}${target === null ? "" : ` ; objectif ${targetFr(target)} ${verdict}`}`,
    `  équipement     ${quotient(worked, known - account.site, percentFr(equipment))}`,
    `  couverture     ${quotient(known, account.expected, percentFr(coverage))}`,
    `  bornes         ${percentFr(bounds[0])} si tout l'inconnu était en panne, ${percentFr(bounds[1])} s'il était disponible`,
  ];
}

function quotient(part: number, whole: number, percent: string): string {
  return whole === 0 ? percent : `${hoursFr(part)} / ${hoursFr(whole)} = ${percent}`;
}

const terms = [
  ["up", "disponible"],
  ["degraded", "dégradé"],
  ["down", "en panne"],
  ["site", "site"],
  ["unknown", "inconnu"],
] as const satisfies readonly (readonly [keyof Account, string])[];

function sumFr(account: Account): string {
  const parts = terms.filter(([name]) => account[name] > 0).map(([name, word]) => `${hoursFr(account[name])} ${word}`);
  return parts.length === 0 ? "0 h 00" : parts.join(" + ");
}

/** What is in the period and not in the figure. */
function excludedFr({ lines, terms: { planned } }: Explanation, most: number): string[] {
  const total = (isOf: (line: TracedSpan) => boolean): number => secondsOf(lines.filter(isOf));
  const offHours = total(({ standing, closure }) => standing === "off_hours" && closure === null);
  const outOfService = total(({ standing }) => standing === "not_in_service");
  const closures = [
    ...Map.groupBy(
      lines.filter(({ closure }) => closure !== null),
      ({ closure }) => closure ?? "",
    ),
  ];
  const maintenances = planned.flatMap(maintenanceFr);
  return [
    "Hors du calcul",
    `  hors horaires  ${hoursFr(offHours)}`,
    ...(outOfService === 0 ? [] : [`  hors parc      ${hoursFr(outOfService)}`]),
    ...closures.map(([reason, own]) => `  fermeture      ${hoursFr(secondsOf(own))}, ${reason}`),
    ...maintenances.slice(0, most),
    ...moreFr(maintenances.length - Math.min(most, maintenances.length), "autre maintenance", "autres maintenances"),
  ];
}

function maintenanceFr({ id, entry, announced, counted }: PlannedMaintenance): string[] {
  const late = secondsOf(announced) - secondsOf(counted);
  const [first] = announced;
  if (first === undefined) return [];
  const again = announced.length === 1 ? "" : ` et ${count(announced.length - 1, "autre fois", "autres fois")}`;
  const lateFr = late === 0 ? "" : `, ${lengthFr(late)} sans le délai de prévenance et donc compté comme service`;
  const who = `déclarée le ${minuteFr(entry.declaredAt)} par ${writerFr(entry.by)}`;
  return [
    `  maintenance    ${id}, ${spanFr(first.from, first.to)}${again} : ${lengthFr(secondsOf(counted))} retiré${lateFr} ; ${entry.reason} ; ${who}`,
  ];
}

function moreFr(number: number, one: string, several?: string): string[] {
  return number > 0 ? [`  … et ${count(number, one, several)} (--all)`] : [];
}

function intervalsFr(lines: readonly TracedSpan[], events: ReadonlyMap<string, StoredEvent>, most: number, isAll: boolean): string[] {
  const measured = lines.filter(({ cause }) => cause !== null);
  const shown = isAll
    ? lines
    : longestFirst(
        measured.filter(({ standing }) => standing !== "up"),
        most,
      );
  const lost = measured.filter(({ standing }) => standing !== "up").length;
  const title = isAll ? "Tous les intervalles" : `Ce qui n'était pas disponible : ${count(lost, "intervalle")}`;
  if (shown.length === 0) return ["Tout le temps connu était disponible."];
  const left = isAll ? 0 : lost - shown.length;
  return [title, ...shown.map((line) => `  ${lineFr(line, events)}`), ...moreFr(left, "intervalle plus court", "intervalles plus courts")];
}

/** The longest ones, in the order of time. */
function longestFirst(lines: readonly TracedSpan[], most: number): TracedSpan[] {
  const longest = lines.toSorted((left, right) => right.to - right.from - (left.to - left.from)).slice(0, most);
  return longest.toSorted((left, right) => left.from - right.from);
}

const standingsFr = { not_in_service: "hors parc", off_hours: "hors horaires", maintenance: "maintenance" } as const;

function lineFr(
  { from, to, standing, cause, owner, evidence, maintenances, closure }: TracedSpan,
  events: ReadonlyMap<string, StoredEvent>,
): string {
  const when = `${spanFr(from, to)} (${hoursFr(to - from)})`;
  if (standing === "not_in_service" || standing === "off_hours" || standing === "maintenance") {
    const why = closure ?? maintenances.join(", ");
    return `${when} ${standingsFr[standing]}${why === "" ? "" : ` : ${why}`}`;
  }
  const told = [
    stateFr(standing),
    ...(cause === null || standing === "up" ? [] : [causeFr(cause)]),
    ...(owner === null ? [] : [owner === "none" ? ownerFr(owner) : `imputé à : ${ownerFr(owner)}`]),
  ];
  return `${when} ${told.join(" ; ")}${evidence === null ? "" : evidenceFr(evidence, events)}`;
}

function evidenceFr(
  { firstObservedAt, lastObservedAt, events: ids = [], dissent }: NonNullable<TracedSpan["evidence"]>,
  events: ReadonlyMap<string, StoredEvent>,
): string {
  const polls = lastObservedAt > firstObservedAt ? ` ; relevés du ${dayFr(firstObservedAt)} au ${dayFr(lastObservedAt)}` : "";
  const agents = [...new Set(ids.flatMap((id) => events.get(id)?.agent ?? []))];
  const told =
    ids.length === 0
      ? ""
      : ` ; ${count(ids.length, "événement")} de ${agents.join(", ")} (${ids.slice(0, 2).join(", ")}${ids.length > 2 ? "…" : ""})`;
  return `${polls}${told}${dissent === undefined ? "" : ` ; ${dissent} a constaté l'inverse`}`;
}

function incidentsSection({ reported }: Explanation, most: number): string[] {
  if (reported.length === 0) return ["Aucun incident."];
  const shown = reported.slice(-most);
  return [
    `Incidents : ${reported.length}`,
    ...shown.flatMap(incidentLinesFr),
    ...moreFr(reported.length - shown.length, "incident plus ancien", "incidents plus anciens"),
  ];
}
