/** InfluxQL over the roll-ups. They hold sums, so that a ratio of a territory is a ratio of sums. */

export interface RollUpQuestion {
  readonly measurement: string;
  /** Columns, each with its InfluxQL: `{ uses: 'sum("uses")' }`. */
  readonly select: Readonly<Record<string, string>>;
  readonly period: "day" | "month";
  /** Conditions beside those of period and time. */
  readonly where?: readonly string[];
  readonly by?: readonly string[];
  /** A figure for each day or month, instead of one for the whole range. */
  readonly isOverTime?: boolean;
}

/** Points stand at local midnight, which is a whole hour of UTC: an hour's group is one day's or one month's points. */
const eachPoint = "time(1h)";

export function rollUp({ measurement, select, period, where = [], by = [], isOverTime = false }: RollUpQuestion): string {
  const columns = Object.entries(select).map(([name, text]) => `${text} AS "${name}"`);
  const conditions = [`"period" = '${period}'`, ...where, "$timeFilter"];
  const groups = [...(isOverTime ? [eachPoint] : []), ...by.map((tag) => `"${tag}"`)];
  const tail = groups.length === 0 ? "" : ` GROUP BY ${groups.join(", ")}${isOverTime ? " fill(none)" : ""}`;
  return `SELECT ${columns.join(", ")} FROM "${measurement}" WHERE ${conditions.join(" AND ")}${tail}`;
}

/** Of what `rollUp` gives: figures worked out of sums, where `above` is above 0. InfluxQL divides by 0 without a word, and says 0. */
export function ratiosOf(
  inner: RollUpQuestion,
  { select, above }: { readonly select: Readonly<Record<string, string>>; readonly above: string },
): string {
  const columns = Object.entries(select).map(([name, text]) => `${text} AS "${name}"`);
  const { by = [] } = inner;
  const groups = by.length === 0 ? "" : ` GROUP BY ${by.map((tag) => `"${tag}"`).join(", ")}`;
  return `SELECT ${columns.join(", ")} FROM (${rollUp(inner)}) WHERE "${above}" > 0${groups}`;
}
