import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parquetReadObjects } from "hyparquet";
import { beforeEach, describe, expect, it } from "vitest";
import { type ExportRow, exportColumns, publicRow } from "../../cli/usage-export-rows.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { called } from "../collector/attendance/used-network.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { vigie } from "./heard.ts";

const example = new URL("../../docs/examples/inventory.yml", import.meta.url);
let folder: string;

beforeEach(async () => {
  folder = temporaryFolder("usage-export");
  copyFileSync(example, join(folder, "inventory.yml"));
  const file = join(folder, "collector.yml");
  writeFileSync(file, JSON.stringify({ dataDir: "data", inventoryFile: "inventory.yml" }));
  chmodSync(file, 0o600);
  mkdirSync(join(folder, "data"));
  const ledger = await openSqliteLedger({ file: join(folder, "data", "ledger.db") });
  const few = [called("2026-01-15T10:00", 30), called("2026-01-16T10:00", 30)];
  const many = Array.from({ length: 5 }, (_, day) => called(`2026-02-${10 + day}T10:00`, 30));
  await ledger.importCalls("ouessant-salle-conseil", [...few, ...many], Date.now());
  await ledger.close();
});

const run = (...words: string[]) =>
  vigie("usage", "export", "--from", "2026-01", "--to", "2026-02", ...words, "--config", join(folder, "collector.yml"));
const out = (name: string): string => join(folder, name);

async function parquet(name: string): Promise<Record<string, unknown>[]> {
  const bytes = new Uint8Array(readFileSync(out(name)));
  return parquetReadObjects({ file: bytes.buffer });
}

/** As a line of the CSV has it. */
function cellOf(value: unknown): string {
  if (typeof value === "boolean") return value ? "1" : "0";
  return typeof value === "number" || typeof value === "string" ? String(value) : "";
}

describe("vigie usage export", () => {
  it("gives a row for each site and month, the same in both formats", async () => {
    expect((await run("--format", "csv", "--out", out("a.csv"))).exitCode).toBe(0);
    expect((await run("--format", "parquet", "--out", out("a.parquet"))).exitCode).toBe(0);

    const [head = "", ...lines] = readFileSync(out("a.csv"), "utf8").trimEnd().split("\r\n");
    const rows = await parquet("a.parquet");
    const names = head.split(",");
    expect(rows.map((row) => names.map((name) => cellOf(row[name])).join())).toEqual(lines);
    expect(rows.filter(({ site }) => site === "ouessant-mairie")).toMatchObject([
      { month: "2026-01", territory: "ouessant", uses: 2, used_s: 3_600 },
      { month: "2026-02", uses: 5, used_s: 9_000 },
    ]);
  });

  it("hides small counts from the public, and tells nothing of a call to anybody", async () => {
    await run("--format", "csv", "--out", out("p.csv"), "--public");
    await run("--format", "parquet", "--out", out("p.parquet"), "--public");
    const [january, february] = (await parquet("p.parquet")).filter(({ site }) => site === "ouessant-mairie");

    expect(january).toMatchObject({ uses: null, use_days: null, used_s: null, is_hidden: true });
    expect(february).toMatchObject({ uses: 5, used_s: 9_000 });
    const text = readFileSync(out("p.csv"), "utf8");
    expect(text).toMatch(/2026-01,ouessant,[^\n]*,< 3,/);
    expect(text).not.toMatch(/00aa|T10:00|1768/);
  });

  it("writes over no file, and takes no month that goes on", async () => {
    await run("--format", "csv", "--out", out("a.csv"));
    expect(await run("--format", "csv", "--out", out("a.csv"))).toMatchObject({ exitCode: 64 });
    const wrong = ["--format", "csv", "--out", out("b.csv"), "--config", join(folder, "collector.yml")];
    expect((await vigie("usage", "export", "--from", "2026-01", "--to", "2999-01", ...wrong)).stderr).toContain("n'est pas terminé");
  });

  it("publishes no count of one or two, whatever the month was", () => {
    const numbers = exportColumns.filter(({ isCount }) => isCount).map(({ name }) => name);
    const months = fc.tuple(...numbers.map(() => fc.nat(6)));
    fc.assert(
      fc.property(months, (values) => {
        const row: ExportRow = new Map(numbers.map((name, place) => [name, values[place] ?? 0]));
        const shown = publicRow(row);
        const small = numbers.filter((name) => shown.get(name) === 1 || shown.get(name) === 2);
        expect(small).toEqual([]);
      }),
    );
  });
});
