import type { ReportTable } from "./document.ts";

const [least, most] = [8, 28];
/** The first column names the row. */
const [leastFirst, mostFirst] = [18, 36];
/** Lines that a title may take. */
const titleLines = 2.5;

/** Shares of the page's width: as much as the longest word of a column asks for, and more where most cells are longer. */
export function columnWidths({ head, rows }: Pick<ReportTable, "head" | "rows">): number[] {
  return head.map((title, column) => {
    const cells = rows.map((row) => row[column] ?? "");
    const lengths = cells.map((cell) => cell.length).toSorted((left, right) => left - right);
    const usual = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
    const titleNeeds = Math.max(longestWord(title), title.length / titleLines) * bolder;
    const [from, to] = column === 0 ? [leastFirst, mostFirst] : [least, most];
    return Math.min(to, Math.max(from, titleNeeds, ...cells.map(longestWord), usual));
  });
}

const bolder = 1.3;

/** Beyond this a word is broken by a hyphen rather than given room. */
const longestKept = 14;

function longestWord(text: string): number {
  return Math.min(longestKept, Math.max(0, ...text.split(/[ -]/).map(({ length }) => length)));
}
