type Rows = readonly (readonly (string | number | null)[])[];

/** A file of RFC 4180: commas, lines ended by CR LF, quotation marks where a cell needs them. */
export function csvOf(rows: Rows): string {
  return rows.map((row) => `${row.map(cellOf).join()}\r\n`).join("");
}

/** What a French Excel opens as a table: semicolons, decimal commas, and a mark that says the letters are UTF-8. */
export function excelCsvOf(rows: Rows): string {
  const french = (cell: string | number | null): string =>
    typeof cell === "number" ? String(cell).replace(".", ",") : quoted(cell, /[";\r\n]/);
  return `\uFEFF${rows.map((row) => `${row.map(french).join(";")}\r\n`).join("")}`;
}

const cellOf = (cell: string | number | null): string => quoted(cell, /[",\r\n]/);

function quoted(cell: string | number | null, special: RegExp): string {
  const text = cell === null ? "" : String(cell);
  return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
