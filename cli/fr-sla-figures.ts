import type { SeenChange } from "../collector/accounts/keep-terms.ts";
import { meanOf, type PlaceFigures } from "../collector/accounts/period-figures.ts";
import type { Closing } from "../collector/ledger/closings.ts";
import type { LastCalls } from "../collector/ledger/port.ts";
import type { Account } from "../collector/sla/account.ts";
import { figuresOf } from "../collector/sla/figures.ts";
import type { Span } from "../collector/sla/spans.ts";
import { writerFr } from "./fr-desk.ts";
import { dateFr, dayFr, minuteFr } from "./fr-moments.ts";
import { hoursFr, percentFr, targetFr } from "./fr-sla-lengths.ts";
import { changesFr } from "./fr-sla-terms.ts";
import { type Column, textTable, wrapped } from "./text-table.ts";

export const slaQuestionFr = {
  quarterWrong: (text: string) => `« ${text} » n'est pas un trimestre ; attendu : 2026-T3`,
  quarterWanted: "Il manque le trimestre : --quarter 2026-T3",
  notEnded: (quarter: string) => `Le trimestre ${quarter} n'est pas terminé : il ne peut pas être clos`,
  periodWanted: "Il faut un trimestre (--quarter), ou un début et une fin (--from et --to)",
  endFirst: "La fin précède le début",
  timeWrong: (text: string) => `Date illisible : ${text} (attendu : 2026-07-01 ou 2026-07-01T08:00, à l'heure de Paris)`,
  oneScope: "Un seul périmètre à la fois : --endpoint, --site ou --territory",
  unknownScope: (id: string, nearest: string | null) =>
    `L'inventaire ne connaît pas ${id}${nearest === null ? "" : ` (vouliez-vous écrire « ${nearest} » ?)`}`,
} as const;

export interface ShownRow {
  readonly level: "network" | "territory" | "site" | "endpoint";
  readonly id: string;
  readonly name: string;
  readonly figures: Omit<PlaceFigures, "endpoints"> & { readonly endpoints: PlaceFigures["endpoints"] | null };
  readonly target: number | null;
  readonly isMet: boolean | null;
  /** When it was last shown to work, ms, by what; of endpoints only. */
  readonly proof: (LastCalls & { readonly poll: number | null }) | null;
  readonly site: string | null;
}

export interface ShownFigures {
  readonly quarter: string | null;
  readonly period: Span;
  readonly horizon: number | null;
  readonly isEnded: boolean;
  readonly closing: (Closing & { readonly isOutdated: boolean }) | null;
  /** What the inventory changed of this time after it had passed. */
  readonly changes: readonly SeenChange[];
  readonly rows: readonly ShownRow[];
}

const usualWidth = 100;

export function figuresFr(shown: ShownFigures, columns: number | undefined): string {
  const head = headFr(shown).flatMap((line) => wrapped(line, columns ?? usualWidth));
  const [only, ...others] = shown.rows;
  const body = only !== undefined && others.length === 0 ? recordFr(only) : tableFr(shown.rows, columns);
  return `${[...head, "", ...body].join("\n")}\n`;
}

export function headFr({ quarter, period, horizon, isEnded, closing, changes }: Omit<ShownFigures, "rows">): string[] {
  const dates = `du ${dateFr(period.from * 1000)} au ${dateFr(period.to * 1000 - 1)}`;
  const title = quarter === null ? `Période ${dates}` : `Trimestre ${quarter}, ${dates}`;
  const cutOff = horizon === null ? "rien n'a encore été reçu" : `données arrêtées au ${minuteFr(horizon)}`;
  const going = isEnded ? "" : ", en cours";
  return [`${title}${going} ; ${cutOff}.`, ...closingFr(closing), ...changesFr(changes)];
}

function closingFr(closing: ShownFigures["closing"]): string[] {
  if (closing === null) return [];
  const { revision, at, by, sha256, isOutdated, quarter } = closing;
  const what = revision === 0 ? "clos" : `révision ${revision}`;
  const lines = [`Chiffres du trimestre ${what} le ${minuteFr(at)} par ${writerFr(by)} (empreinte ${sha256.slice(0, 12)}…).`];
  const hint = `Le registre dit autre chose aujourd'hui : une révision est à faire (vigie sla restate --quarter ${quarter} --reason …).`;
  return isOutdated ? [...lines, hint] : lines;
}

const levelsFr = { network: "réseau", territory: "territoire", site: "site", endpoint: "équipement" } as const;

const tableColumns: readonly Column[] = [
  { title: "" },
  { title: "NOM", cut: "end" },
  { title: "SERVICE", isNumber: true },
  { title: "RÉSERVE" },
  { title: "OBJECTIF" },
  { title: "COUVERTURE", isNumber: true },
  { title: "BORNES", isNumber: true, leftOut: 3 },
  { title: "CODEC", isNumber: true, leftOut: 5 },
  { title: "STRICTE", isNumber: true, leftOut: 6 },
  { title: "INCID.", isNumber: true },
  { title: "GTR", isNumber: true, leftOut: 1 },
  { title: "GTI", isNumber: true, leftOut: 1 },
  { title: "MTTR", isNumber: true, leftOut: 2 },
  { title: "MTBF", isNumber: true, leftOut: 4 },
];

function tableFr(rows: readonly ShownRow[], columns: number | undefined): string[] {
  const cells = rows.map((row) => {
    const { figures, level, name, id } = row;
    const { service, equipment, strict, coverage, bounds, isSubjectToCaveat } = figuresOf(figures.account);
    const { incidents } = figures;
    return [
      levelsFr[level],
      level === "endpoint" ? id : name,
      percentFr(service),
      isSubjectToCaveat ? "sous réserve" : "",
      objectiveFr(row),
      percentFr(coverage),
      bounds[0] === null ? "" : `${percentFr(bounds[0]).replace(" %", "")} à ${percentFr(bounds[1])}`,
      percentFr(equipment),
      percentFr(strict),
      isUnseen(figures.account) ? "n.d." : String(incidents),
      isUnseen(figures.account) ? "n.d." : String(figures.restoreBreaches),
      isUnseen(figures.account) ? "n.d." : String(figures.takeChargeBreaches),
      meanFr(figures.clockSeconds, incidents),
      meanFr(figures.account.up + figures.account.degraded, incidents),
    ];
  });
  return [
    ...textTable(tableColumns, cells, columns),
    "",
    "OBJECTIF d'un lieu : équipements qui le tiennent. GTR, GTI : nombre de dépassements. Taux tronqués.",
  ];
}

function objectiveFr({ target, isMet, figures: { endpoints } }: ShownRow): string {
  if (endpoints !== null) return endpoints.met + endpoints.missed === 0 ? "" : `${endpoints.met} sur ${endpoints.all}`;
  if (target === null) return "";
  const verdict = isMet === true ? "tenu" : "non tenu";
  return isMet === null ? "n.d." : verdict;
}

/** The minutes are enough of a mean. */
function meanFr(seconds: number, incidents: number): string {
  const mean = meanOf(seconds, incidents);
  return mean === null ? "" : hoursFr(mean - (mean % 60));
}

/** All that is known of one place or endpoint, below each other. */
function recordFr(row: ShownRow): string[] {
  const { figures, level, id, name, target } = row;
  const { account, incidents, restoreBreaches, takeChargeBreaches, endpoints } = figures;
  const { service, equipment, strict, coverage, bounds, isSubjectToCaveat } = figuresOf(account);
  const worked = account.up + account.degraded;
  const lines: readonly (readonly [string, string] | null)[] = [
    ["Taux de disponibilité du service", `${percentFr(service)}${isSubjectToCaveat ? ", sous réserve" : ""}`],
    target === null ? null : ["Objectif", `${targetFr(target)}, ${objectiveFr(row)}`],
    endpoints === null ? null : ["Équipements à l'objectif", `${endpoints.met} sur ${endpoints.all}`],
    ["De l'équipement seul", percentFr(equipment)],
    ["Strict, sans le temps dégradé", percentFr(strict)],
    ["Taux de couverture", percentFr(coverage)],
    ["Bornes", `${percentFr(bounds[0])} à ${percentFr(bounds[1])}`],
    ["Temps de service attendu", hoursFr(account.expected)],
    ["  disponible", hoursFr(account.up)],
    ["  dégradé", hoursFr(account.degraded)],
    ["  indisponible, équipement", hoursFr(account.down)],
    ["  indisponible, site ou réseau", hoursFr(account.site)],
    ["  inconnu", hoursFr(account.unknown)],
    ["Maintenance, hors du calcul", hoursFr(account.maintenance)],
    ["Incidents", incidents === 0 ? noIncidentFr(account) : String(incidents)],
    incidents === 0 ? null : ["  au-delà de la GTR, de la GTI", `${restoreBreaches}, ${takeChargeBreaches}`],
    incidents === 0 ? null : ["  MTTR, MTBF", `${meanFr(figures.clockSeconds, incidents)}, ${meanFr(worked, incidents)}`],
    ["Redémarrages, micro-coupures", `${figures.restarts}, ${figures.microOutages}`],
    ...proofLines(row.proof),
  ];
  const shown = lines.filter((line) => line !== null);
  const width = Math.max(...shown.map(([label]) => label.length));
  const title = level === "endpoint" ? `Équipement ${id} (${name})` : `${levelsFr[level]} ${name}`;
  return [title, ...shown.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`)];
}

/** Nothing was observed of time in which something was expected. */
const isUnseen = ({ expected, unknown }: Account): boolean => expected > 0 && unknown === expected;

/** Of time that nobody observed, no incident is no good news. */
export function noIncidentFr(account: Account): string {
  if (isUnseen(account)) return "n.d., rien n'a été observé";
  return account.unknown > 0 ? "aucun incident constaté" : "aucun incident";
}

const proofsFr = { poll: "relevé", call: "appel", test: "appel d'essai" } as const;

/** The newest first. */
export function proofLines(proof: ShownRow["proof"]): [string, string][] {
  if (proof === null) return [];
  const told = (["poll", "call", "test"] as const).flatMap((by) => {
    const at = proof[by];
    return at === null ? [] : [{ by, at }];
  });
  const newestFirst = told.toSorted((left, right) => right.at - left.at).map(({ by, at }) => `${dayFr(at)} (${proofsFr[by]})`);
  return [["Dernière preuve de fonctionnement", newestFirst.length === 0 ? "aucune" : newestFirst.join(", ")]];
}
