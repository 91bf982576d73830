import { expect, it } from "vitest";
import { columnWidths } from "../../../../collector/reports/forms/column-widths.ts";

const total = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0);

it("gives the column that names the row more than a number", () => {
  const [name = 0, number = 0] = columnWidths({
    head: ["Territoire", "Usages"],
    rows: [["Golfe du Morbihan – Vannes agglomération", "12"]],
  });

  expect(name).toBeGreaterThan(3 * number);
});

it("has room for the longest word of each column, however long the others are", () => {
  const long = "un texte assez long pour remplir la ligne à lui seul";
  const widths = columnWidths({
    head: ["Action", "Sites", "Règle", "Porteur", "Échéance"],
    rows: [[long, long, long, long, "31/12/2026"]],
  });

  expect(total(widths)).toBeCloseTo(100);
  expect(widths[4]).toBeGreaterThan("31/12/2026".length);
});

it("needs no row", () => {
  expect(columnWidths({ head: ["Territoire", "Usages"], rows: [] }).every((width) => width > 0)).toBe(true);
});
