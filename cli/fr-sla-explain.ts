import type { ClosedEndpoint } from "../collector/accounts/closed-endpoint.ts";
import type { Explanation, TracedSpan } from "../collector/accounts/explain.ts";
import type { SeenChange } from "../collector/accounts/keep-terms.ts";
import type { EndpointFigures } from "../collector/accounts/period-figures.ts";
import type { ClosedQuarter } from "../collector/ledger/closings.ts";
import { type Account } from "../collector/sla/account.ts";
import { figuresOf } from "../collector/sla/figures.ts";
import type { PlannedMaintenance } from "../collector/sla/planned-maintenance.ts";
import { secondsOf } from "../collector/sla/spans.ts";
import { count } from "./fr.ts";
import { lengthFr, writerFr } from "./fr-desk.ts";
import { incidentLinesFr } from "./fr-incidents-list.ts";
import { minuteFr } from "./fr-moments.ts";
import { closedEndpointFr, lineFr, type Proofs } from "./fr-sla-evidence.ts";
import { headFr, noIncidentFr, proofLines, type ShownRow } from "./fr-sla-figures.ts";
import { hoursFr, percentFr, targetFr } from "./fr-sla-lengths.ts";
import { lostFr, spanFr } from "./fr-sla-states.ts";
import { hanging } from "./hanging-lines.ts";
import type { AskedPeriod } from "./sla-question.ts";

export interface ToldExplanation extends Proofs {
  readonly explanation: Explanation;
  /** What was signed for; null: the quarter was not closed. */
  readonly closed: ClosedEndpoint | null;
  /** What the inventory changed of this time after it had passed. */
  readonly changes: readonly SeenChange[];
  readonly proof: ShownRow["proof"];
  readonly asked: AskedPeriod;
  readonly horizon: number | null;
  readonly isEnded: boolean;
}

const usualWidth = 100;
/** What fits a screen with the rest. */
const shownAtMost = { intervals: 8, incidents: 3, maintenances: 4 } as const;

export function explanationFr(
  { explanation, closed, changes, proof, asked, horizon, isEnded, ...proofs }: ToldExplanation,
  isAll: boolean,
  columns = usualWidth,
): string {
  const { endpoint, site } = explanation;
  const most = isAll ? { incidents: Infinity, maintenances: Infinity } : shownAtMost;
  const sections = [
    [
      `${endpoint.name} (${endpoint.id}), ${site.name}`,
      ...headFr({ ...asked, period: asked, horizon, isEnded, closing: null, changes }),
      ...(closed === null ? [] : closedEndpointFr(closed)),
    ],
    calculationFr({ ...explanation, targetBasisPoints: explanation.terms.contract.targetBasisPoints }),
    excludedFr(explanation, most.maintenances),
    intervalsFr(explanation.lines, proofs, isAll),
    incidentsSection(explanation, most.incidents),
    proofLines(proof).map(([label, value]) => `${label} : ${value}`),
  ];
  const lines = sections.filter((section) => section.length > 0).map((section) => section.flatMap((line) => hanging(line, columns)));
  return `${lines.map((section) => section.join("\n")).join("\n\n")}\n`;
}

type Counted = Pick<EndpointFigures, "account" | "isMet" | "targetBasisPoints">;

/** What was signed for of one endpoint: the calculation, and every interval that it rests on. */
export function revisionFr(
  { quarter, revision, at, sha256, reason }: ClosedQuarter,
  figures: EndpointFigures,
  columns = usualWidth,
): string {
  const { id, lost, maintenance, incidents, restoreBreaches, takeChargeBreaches } = figures;
  const which = revision === 0 ? "clôture" : `révision ${revision}`;
  const sections = [
    [
      `${id}, trimestre ${quarter}, ${which} du ${minuteFr(at)}${reason === null ? "" : ` : ${reason}`}`,
      `Empreinte SHA-256 des chiffres : ${sha256}`,
    ],
    calculationFr(figures),
    [`Hors du calcul : maintenance, ${hoursFr(figures.account.maintenance)}`, ...maintenance.map(([from, to]) => `  ${spanFr(from, to)}`)],
    [`Ce qui n'était pas disponible : ${count(lost.length, "intervalle")}`, ...lost.map((one) => `  ${lostFr(one)}`)],
    [`Incidents : ${incidents} ; au-delà de la GTR, de la GTI : ${restoreBreaches}, ${takeChargeBreaches}`],
  ];
  return `${sections.map((section) => section.flatMap((line) => hanging(line, columns)).join("\n")).join("\n\n")}\n`;
}

/** « 45 h 00 / 50 h 00 = 90,00 % » */
function calculationFr({ account, isMet, targetBasisPoints: target }: Counted): string[] {
  const { service, equipment, coverage, bounds, isSubjectToCaveat } = figuresOf(account);
  const worked = account.up + account.degraded;
  const known = account.expected - account.unknown;
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

function intervalsFr(lines: readonly TracedSpan[], proofs: Proofs, isAll: boolean): string[] {
  const shown = shownLines(lines, isAll);
  const lost = lines.filter(isLost).length;
  const title = isAll ? "Tous les intervalles" : `Ce qui n'était pas disponible : ${count(lost, "intervalle")}`;
  if (shown.length === 0) return ["Tout le temps de service observé était disponible."];
  const left = isAll ? 0 : lost - shown.length;
  return [title, ...shown.map((line) => `  ${lineFr(line, proofs)}`), ...moreFr(left, "intervalle plus court", "intervalles plus courts")];
}

const isLost = ({ cause, standing }: TracedSpan): boolean => cause !== null && standing !== "up";

/** All of them, or the longest of those that were not up. */
export const shownLines = (lines: readonly TracedSpan[], isAll: boolean): readonly TracedSpan[] =>
  isAll ? lines : longestFirst(lines.filter(isLost), shownAtMost.intervals);

/** The longest ones, in the order of time. */
function longestFirst(lines: readonly TracedSpan[], most: number): TracedSpan[] {
  const longest = lines.toSorted((left, right) => right.to - right.from - (left.to - left.from)).slice(0, most);
  return longest.toSorted((left, right) => left.from - right.from);
}

function incidentsSection({ reported, account }: Explanation, most: number): string[] {
  if (reported.length === 0) return [`Incidents : ${noIncidentFr(account)}.`];
  const shown = reported.slice(-most);
  return [
    `Incidents : ${reported.length}`,
    ...shown.flatMap(incidentLinesFr),
    ...moreFr(reported.length - shown.length, "incident plus ancien", "incidents plus anciens"),
  ];
}
