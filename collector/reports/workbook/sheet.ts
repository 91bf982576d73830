import { Temporal } from "temporal-polyfill";
import type { Cell, CellObject, Sheet } from "write-excel-file/node";
import { networkTimeZone } from "../../sla/calendar.ts";
import type { Ratio } from "../../sla/figures.ts";

/** What a cell shows; null leaves it empty: it cannot be said, which is not nought. */
export type CellKind = "text" | "count" | "number" | "hours" | "percent" | "moment";
export type Column<Row> = readonly [head: string, kind: CellKind, value: (row: Row) => string | number | null];

const widths: Readonly<Record<CellKind, number>> = { text: 26, count: 13, number: 13, hours: 15, percent: 15, moment: 18 };
const formats: Readonly<Record<Exclude<CellKind, "text">, string>> = {
  count: "#,##0",
  number: "#,##0.00",
  hours: "#,##0.00",
  percent: "0.00%",
  moment: "dd/mm/yyyy hh:mm",
};

const headStyle = { type: String, fontWeight: "bold", backgroundColor: "#e6e6e6", wrap: true, alignVertical: "top" } as const;

/** One row a thing, one column a quantity; the head stays in sight. */
export function sheetOf<Row>(name: string, columns: readonly Column<Row>[], rows: readonly Row[]): Sheet<Buffer> {
  return {
    sheet: name,
    stickyRowsCount: 1,
    stickyColumnsCount: 2,
    columns: columns.map(([, kind]) => ({ width: widths[kind] })),
    data: [
      columns.map(([head]): CellObject => ({ value: head, ...headStyle })),
      ...rows.map((row) => columns.map(([, kind, value]) => cellOf(kind, value(row)))),
    ],
  };
}

/** What is text stays text, also where it looks like a formula. */
function cellOf(kind: CellKind, value: string | number | null): Cell {
  if (value === null) return null;
  if (kind === "text" || typeof value === "string") return { value: String(value), type: String };
  const format = formats[kind];
  return kind === "moment" ? { value: onTheWall(value), type: Date, format } : { value, type: Number, format };
}

/** Workbooks have no time zone: what stands there is the clock on the wall in Paris. */
function onTheWall(second: number): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(second * 1000).toZonedDateTimeISO(networkTimeZone);
  return new Date(local.toPlainDateTime().toZonedDateTime("UTC").epochMilliseconds);
}

/** Truncated to a hundredth of a per cent, never rounded up to a target. */
export const shareOf = (ratio: Ratio | null): number | null =>
  ratio === null || ratio.whole === 0 ? null : Math.floor((ratio.part * 10_000) / ratio.whole) / 10_000;

export const hoursOf = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds / 36) / 100);

export const hundredths = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : Math.round(value * 100) / 100;
