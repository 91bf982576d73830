import { printable } from "./printable.ts";

/** A column of a table for a terminal. */
export interface Column {
  readonly title: string;
  readonly isNumber?: true;
  /** Where the terminal is too narrow, cells of this column are cut there: both ends of an address tell something. */
  readonly cut?: "middle" | "end";
  /** Where that is not enough, columns with the highest number are left out first. Without number: never. */
  readonly leftOut?: number;
}

type Row = readonly string[];

const gap = "  ";
const narrowest = 20;

/** Columns padded to their widest cell, the titles underlined. A column without a single cell is not shown. */
export function textTable(columns: readonly Column[], rows: readonly Row[], width = Number.POSITIVE_INFINITY): string[] {
  const places = placesWithin(columns, rows, width);
  const shown = places.map((place) => columns[place] ?? { title: "" });
  const cells = [columns.map(({ title }) => title), ...rows].map((row) => places.map((place) => printable(row[place] ?? "")));
  const widths = cutWithin(shown, widthsOf(cells, shown.length), width);
  const [titles = "", ...lines] = cells.map((row) => lineOf(shown, row, widths));
  return [titles, widths.map((columnWidth) => "─".repeat(columnWidth)).join(gap), ...lines];
}

function placesWithin(columns: readonly Column[], rows: readonly Row[], width: number): number[] {
  let places = [...columns.keys()].filter((place) => rows.some((row) => (row[place] ?? "") !== ""));
  const cells = [columns.map(({ title }) => title), ...rows];
  const widths = widthsOf(cells, columns.length).map((own, place) => (columns[place]?.cut === undefined ? own : Math.min(own, narrowest)));
  while (totalOf(places.map((place) => widths[place] ?? 0)) > width) {
    const [last] = places.filter((place) => orderOf(columns[place]) > 0).toSorted((a, b) => orderOf(columns[b]) - orderOf(columns[a]));
    if (last === undefined) break;
    places = places.filter((place) => place !== last);
  }
  return places;
}

const orderOf = (column: Column | undefined): number => column?.leftOut ?? 0;

function widthsOf(cells: readonly Row[], count: number): number[] {
  return Array.from({ length: count }, (_, place) => cells.reduce((most, row) => Math.max(most, (row[place] ?? "").length), 0));
}

const totalOf = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0) + gap.length * (widths.length - 1);

/** The last column that may be cut gives way first. */
function cutWithin(columns: readonly Column[], widths: readonly number[], width: number): number[] {
  const cut = [...widths];
  for (const place of [...columns.keys()].toReversed()) {
    const excess = totalOf(cut) - width;
    const own = widths[place] ?? 0;
    if (excess > 0 && columns[place]?.cut !== undefined) cut[place] = Math.max(Math.min(own, narrowest), own - excess);
  }
  return cut;
}

function lineOf(columns: readonly Column[], row: Row, widths: readonly number[]): string {
  return row
    .map((cell, place) => {
      const width = widths[place] ?? 0;
      const text = cell.length > width ? cutTo(cell, width, columns[place]?.cut) : cell;
      return columns[place]?.isNumber === true ? text.padStart(width) : text.padEnd(width);
    })
    .join(gap)
    .trimEnd();
}

/** A sentence on lines of this length at most, broken between words. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    // French puts a space before these: no line begins with one.
    const isMark = /^[:;!?»%]/.test(word);
    if (last !== undefined && (isMark || last.length + 1 + word.length <= width)) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function cutTo(cell: string, width: number, cut: Column["cut"]): string {
  const after = cut === "middle" ? Math.floor(((width - 1) * 2) / 3) : 0;
  return `${cell.slice(0, width - 1 - after)}…${after === 0 ? "" : cell.slice(-after)}`;
}
