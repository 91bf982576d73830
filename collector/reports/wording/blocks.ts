import type { Block, ReportTable } from "../forms/document.ts";

export const paragraph = (text: string): Block => ({ kind: "paragraph", text });
export const heading = (text: string): Block => ({ kind: "heading", text });

/** @param numbers columns set to the right */
export function tableOf(
  caption: string,
  head: readonly string[],
  numbers: readonly number[],
  rows: readonly (readonly string[])[],
): ReportTable {
  return { caption, head, numbers, rows };
}

/** A table of nothing is a sentence. */
export function tableOr(sentence: string, table: ReportTable): Block {
  return table.rows.length === 0 ? paragraph(sentence) : { kind: "table", table };
}
