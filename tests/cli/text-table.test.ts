import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Column, textTable } from "../../cli/text-table.ts";

const columns: readonly Column[] = [
  { title: "Mesure" },
  { title: "Valeur", isNumber: true },
  { title: "Adresse", cut: "middle", leftOut: 1 },
  { title: "Source", leftOut: 2 },
];
const rows = [["Modèle", "12", "/status.xml#Status/SystemUnit/ProductId", "Cisco xAPI"]];

describe("a table for a terminal", () => {
  it("shows everything where there is room", () => {
    expect(textTable(columns, rows)).toEqual([
      "Mesure  Valeur  Adresse                                  Source",
      "──────  ──────  ───────────────────────────────────────  ──────────",
      "Modèle      12  /status.xml#Status/SystemUnit/ProductId  Cisco xAPI",
    ]);
  });

  it("cuts what may be cut, then leaves out what matters least", () => {
    expect(textTable(columns, rows, 52)[2]).toMatch(/^Modèle {6}12 {2}\/sta.*….*\/ProductId {2}Cisco xAPI$/);
    expect(textTable(columns, rows, 40)[0]).toBe("Mesure  Valeur  Adresse");
    expect(textTable(columns, rows, 40)[2]).toMatch(/^Modèle {6}12 {2}\/sta.*….*\/ProductId$/);
    expect(textTable(columns, rows, 20)).toEqual(["Mesure  Valeur", "──────  ──────", "Modèle      12"]);
  });

  it("does not show a column without a single value", () => {
    expect(textTable(columns, [["Modèle", "12", "", ""]])[0]).toBe("Mesure  Valeur");
  });

  it("lets nothing that a codec says move the cursor", () => {
    expect(textTable(columns, [["\u001b[2J\u009b1m", "1"]])[2]).not.toMatch(/\p{Cc}/u);
  });

  it("never goes beyond the width when its columns may be cut or left out", () => {
    const cell = fc.string({ maxLength: 60 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constant("a"), fc.constant("1"), cell, cell), { minLength: 1 }),
        fc.integer({ min: 20, max: 200 }),
        (all, width) => {
          for (const line of textTable(columns, all, width)) expect(line.length).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
