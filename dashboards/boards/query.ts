/** Whom a question is put to. Prometheus knows the present, InfluxDB what the ledger came to. */
export type Source = "prometheus" | "influx";

/** What a panel, a variable or an annotation asks. */
export interface Query {
  readonly source: Source;
  /** PromQL or InfluxQL, with Grafana's variables. */
  readonly text: string;
  readonly form: "table" | "series";
  /** Prometheus alone: the present, not its course. */
  readonly isInstant: boolean;
  /** What each series is called, with `{{label}}` (Prometheus) or `$tag_name` (InfluxDB). */
  readonly legend?: string;
  /** What its answer must have where there is one: labels of Prometheus, columns of InfluxDB. */
  readonly columns: readonly string[];
}

/** The present, a row for each series. The column `Value` keeps its name only where nothing else in the panel is asked of Prometheus. */
export function presentRows(text: string, columns: readonly string[]): Query {
  return { source: "prometheus", text, form: "table", isInstant: true, columns };
}

/** The present, a figure for each series. */
export function present(text: string, columns: readonly string[], legend: string): Query {
  return { source: "prometheus", text, form: "series", isInstant: true, columns, legend };
}

/** The course of the last hours or days. */
export function course(text: string, columns: readonly string[], legend: string): Query {
  return { source: "prometheus", text, form: "series", isInstant: false, columns, legend };
}

/** A row for each point, or for each group. */
export function recordedRows(text: string, columns: readonly string[]): Query {
  return { source: "influx", text, form: "table", isInstant: false, columns };
}

/** A line for each group and column. */
export function recorded(text: string, columns: readonly string[], legend: string): Query {
  return { source: "influx", text, form: "series", isInstant: false, columns, legend };
}
