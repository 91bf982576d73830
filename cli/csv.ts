/** A file of RFC 4180: commas, lines ended by CR LF, quotation marks where a cell needs them. */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join()}\r\n`).join("");
}

function cellOf(cell: string | number | null): string {
  const text = cell === null ? "" : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
