import type { ReportTable } from "./document.ts";

/** Signs of the usual width that a line of the page holds. */
const lineHolds = 100;
const [least, most] = [8, 28];
/** Where there are few columns, one of them is mostly prose. */
const [few, mostOfFew] = [4, 70];
/** The first column names the row. */
const [leastFirst, mostFirst] = [18, 36];
/** Lines that a title may take. */
const titleLines = 2.5;
const bolder = 1.1;
/** Of a word and beside it. */
const [wider, padding] = [0.9, 2];

/** Widths of the columns, each in shares of the page: no word is broken, and what is left goes where most cells are long. */
export function columnWidths({ head, rows }: Pick<ReportTable, "head" | "rows">): number[] {
  const columns = head.map((title, column) => columnOf(title, rows, column, head.length <= few ? mostOfFew : most));
  const sum = (pick: (column: Column) => number): number => columns.reduce((total, column) => total + pick(column), 0);
  if (sum(({ wish }) => wish) <= lineHolds) return columns.map(({ wish }) => wish);
  const spare = Math.max(0, lineHolds - sum(({ need }) => need));
  const wished = sum(({ need, wish }) => wish - need);
  return columns.map(({ need, wish }) => need + (wished === 0 ? 0 : ((wish - need) * spare) / wished));
}

interface Column {
  /** For its longest word. */
  readonly need: number;
  readonly wish: number;
}

function columnOf(title: string, rows: ReportTable["rows"], column: number, widest: number): Column {
  const cells = rows.map((row) => row[column] ?? "");
  const lengths = cells.map((cell) => cell.length).toSorted((left, right) => left - right);
  const usual = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
  const [from, to] = column === 0 ? [leastFirst, mostFirst] : [least, widest];
  const longest = Math.max(longestWord(title) * bolder, ...cells.map(longestWord));
  const need = Math.max(least - padding, longest * wider + padding);
  return { need, wish: Math.max(need, Math.min(to, Math.max(from, (title.length / titleLines) * bolder, usual + padding))) };
}

/** Beyond this a word is broken by a hyphen rather than given room. */
const longestKept = 14;

function longestWord(text: string): number {
  return Math.min(longestKept, Math.max(0, ...text.split(/[ -]/).map(({ length }) => length)));
}
