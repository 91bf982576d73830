import { quadrantActionWords, studyPositionWords, underUseWords } from "../collector/usage/fr.ts";
import { dateFr } from "./fr-moments.ts";
import { hoursFr } from "./fr-sla-lengths.ts";
import { boundsFr, costFr, decimal, lastUseFr, levelsFr, monthAndYear, nameFr, occupationFr, outOf } from "./fr-usage-cells.ts";
import { usageRecordFr } from "./fr-usage-record.ts";
import { usageWholeFr } from "./fr-usage-whole.ts";
import { type Column, textTable, wrapped } from "./text-table.ts";
import type { ShownUsage } from "./usage-shown.ts";

const usualWidth = 100;
export function usageFr(shown: ShownUsage, columns: number | undefined): string {
  const [only, ...others] = shown.rows;
  const head = headFr(shown).flatMap((line) => wrapped(line, columns ?? usualWidth));
  const body = only !== undefined && others.length === 0 ? usageRecordFr(only, shown) : tableFr(shown, columns);
  const foot = [...usageWholeFr(shown), ...footFr(shown)].flatMap((line) => wrapped(line, columns ?? usualWidth));
  return `${[...head, "", ...body, ...(foot.length === 0 ? [] : ["", ...foot])].join("\n")}\n`;
}

function headFr({ quarter, month, period, until, scope }: ShownUsage): string[] {
  const dates = `du ${dateFr(period.from * 1000)} au ${dateFr(period.to * 1000 - 1)}`;
  const named = quarter === null ? "Usage" : `Usage du trimestre ${quarter}`;
  const title = month === null ? named : `Usage de ${monthAndYear.format(period.from * 1000)}`;
  const where = scope.kind === "network" ? "" : ` ; ${levelsFr[scope.kind]} ${scope.name}`;
  return [`${title}, ${dates}${period.to > until ? ", en cours" : ""}${where}.`];
}

const tableColumns: readonly Column[] = [
  { title: "" },
  { title: "NOM", cut: "end" },
  { title: "USAGES", isNumber: true },
  { title: "PAR MOIS", isNumber: true },
  { title: "JOURS", isNumber: true, leftOut: 5 },
  { title: "HEURES", isNumber: true, leftOut: 2 },
  { title: "OCCUP.", isNumber: true, leftOut: 1 },
  { title: "HORS H.", isNumber: true, leftOut: 8 },
  { title: "1ER INTERL.", isNumber: true, leftOut: 6 },
  { title: "INTERL.", isNumber: true, leftOut: 7 },
  { title: "DIFFICILES", isNumber: true, leftOut: 9 },
  { title: "DERNIER USAGE", leftOut: 4 },
  { title: "SOUS-UTIL." },
  { title: "COÛT", isNumber: true, leftOut: 3 },
  { title: "À FAIRE", leftOut: 10 },
];

/** A site with one room is told once. */
function tableFr(shown: ShownUsage, columns: number | undefined): string[] {
  const alone = new Set(shown.rows.filter(({ level, attendance }) => level === "site" && attendance.endpoints === 1).map(({ id }) => id));
  const rows = shown.rows.filter(({ level, site }) => level !== "endpoint" || site === null || !alone.has(site));
  const cells = rows.map((row) => {
    const { level, attendance: one, rate, judged } = row;
    return [
      levelsFr[level],
      nameFr(row),
      String(one.uses),
      rate === null ? "n.d." : `${decimal.format(rate.rate)} [${decimal.format(rate.low)} ; ${decimal.format(rate.high)}]`,
      String(one.days),
      hoursFr(one.usedSeconds - (one.usedSeconds % 60)),
      occupationFr(one),
      outOf(one.offHoursUses, one.uses),
      one.farEnds.told === 0 ? "" : `${boundsFr(one.farEnds.first)} sur ${one.farEnds.told}`,
      one.farEnds.told === 0 ? "" : boundsFr(one.farEnds.distinct),
      outOf(one.hardAttempts, one.attempts),
      lastUseFr(row, shown),
      judged === null ? "" : underUseWords[judged.underUse.verdict],
      costFr(row),
      judged?.crossReading ? quadrantActionWords[judged.crossReading.action] : "",
    ];
  });
  return textTable(tableColumns, cells, columns);
}

/** The study is quoted as it stands, beside the places it may speak of. */
function footFr({ rows, rules }: ShownUsage): string[] {
  const compared = rows.filter(({ level, study }) => level === "territory" && study !== null);
  if (compared.length === 0) return [];
  const { quotation, source } = rules.study;
  const positions = compared.map((row) => `${nameFr(row)} : ${row.study === null ? "" : studyPositionWords[row.study.position]}`);
  return [`${source} : « ${quotation} ». Par site et par mois, ${positions.join(" ; ")}.`];
}
