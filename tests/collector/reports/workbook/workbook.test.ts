import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import type { IssuedReport } from "../../../../collector/reports/issued.ts";
import { workbookOf } from "../../../../collector/reports/workbook/workbook.ts";
import { smallReport } from "../small-report.ts";

let report: IssuedReport;
let bytes: Uint8Array;
let workbook: Workbook;
beforeAll(async () => {
  report = await smallReport();
  bytes = await workbookOf(report);
  workbook = new Workbook(bytes);
});

describe("the workbook for the Région", () => {
  it("has a sheet for each thing that is counted, one row a thing", () => {
    const expected = ["Lisez-moi", "Sites", "Équipements", "Territoires", "Mois", "Incidents", "Maintenances", "Destinations", "Qualité"];
    expect(workbook.names).toEqual(expected);
    expect(["Sites", "Équipements", "Mois", "Incidents", "Maintenances"].map((name) => workbook.rows(name).length - 1)).toEqual([
      2, 3, 3, 2, 1,
    ]);
  });

  it("has rates as numbers, truncated, with what they are a share of", () => {
    // Two rooms of 60 days of ten hours, less two of maintenance: 1198 h expected, six of them out, ten not observed: 1182 of 1188 h, 99.49 %.
    expect(workbook.cell("Sites", 1, "Heures attendues")).toBe("1198");
    expect(workbook.cell("Sites", 1, "Taux de disponibilité")).toBe("0.9949");
    expect(workbook.cell("Sites", 1, "Heures non observées")).toBe("10");
    expect(workbook.cell("Sites", 1, "Usages")).toBe("2");
  });

  it("has instants as dates on the clock of Paris", () => {
    // 14 April 2026 at 9:00 is day 46126 of a spreadsheet, and three eighths.
    expect(workbook.cell("Incidents", 1, "Début")).toBe("46126.375");
  });

  it("leaves empty what cannot be said, and keeps the head in sight", () => {
    expect(workbook.cell("Sites", 1, "Temps moyen de rétablissement (heures)")).toBe("6");
    expect(workbook.cell("Équipements", 2, "Temps moyen de rétablissement (heures)")).toBe("");
    expect(workbook.xml("Sites")).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
  });

  it("keeps as text what looks like a formula", async () => {
    const { model } = report;
    const [first, ...others] = model.sites;
    if (first === undefined) throw new Error("there are sites");
    const sites = [{ ...first, name: '=HYPERLINK("http://x")' }, ...others];
    const hostile = new Workbook(await workbookOf({ ...report, model: { ...model, sites } }));

    expect(hostile.cell("Sites", 1, "Site")).toBe('=HYPERLINK("http://x")');
    expect(hostile.xml("Sites")).not.toContain("<f>");
  });

  it("is the same bytes for the same report", async () => {
    expect(Buffer.from(await workbookOf(report)).equals(Buffer.from(bytes))).toBe(true);
  });
});

/** Just enough of the format to read what was written. */
class Workbook {
  readonly names: readonly string[];
  readonly #parts: Record<string, Uint8Array>;
  readonly #strings: readonly string[];

  constructor(file: Uint8Array) {
    this.#parts = unzipSync(file);
    this.names = [...this.#part("xl/workbook.xml").matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => plain(name ?? ""));
    const shared = this.#part("xl/sharedStrings.xml").matchAll(/<si>(.*?)<\/si>/gs);
    this.#strings = [...shared].map(([, text]) => plain((text ?? "").replace(/<[^>]*>/g, "")));
  }

  xml(name: string): string {
    return this.#part(`xl/worksheets/sheet${this.names.indexOf(name) + 1}.xml`);
  }

  rows(name: string): string[] {
    return [...this.xml(name).matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) => row ?? "");
  }

  cell(name: string, row: number, head: string): string {
    const rows = this.rows(name).map((one) => this.#cellsOf(one));
    const column = [...(rows[0] ?? [])].find(([, text]) => text === head)?.[0];
    if (column === undefined) throw new Error(`no column ${head}`);
    return rows[row]?.get(column) ?? "";
  }

  #cellsOf(row: string): Map<string, string> {
    const cells = row.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs);
    return new Map([...cells].map(([, column, attributes, content]) => [column ?? "", this.#textOf(attributes ?? "", content ?? "")]));
  }

  #textOf(attributes: string, content: string): string {
    const value = /<v>(.*?)<\/v>/.exec(content)?.[1] ?? "";
    return attributes.includes('t="s"') ? (this.#strings[Number(value)] ?? "") : value;
  }

  #part(path: string): string {
    return strFromU8(this.#parts[path] ?? new Uint8Array());
  }
}

const plain = (xml: string): string =>
  xml.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&apos;", "'").replaceAll("&amp;", "&");
