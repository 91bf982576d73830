import { writeFileSync } from "node:fs";
import { parquetWriteBuffer } from "hyparquet-writer";
import { attendanceOf } from "../collector/attendance/attendance.ts";
import { type Month, monthNamed, monthsOver } from "../collector/usage/months.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { csvOf } from "./csv.ts";
import { usageExportFr, usageExportHelp } from "./fr-usage-export.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { usageProblem } from "./settings-command.ts";
import { atLedgerNow, type SlaOffice } from "./sla-question.ts";
import { leastPublished } from "./small-counts.ts";
import { type ExportRow, exportColumns, exportRow, publicRow } from "./usage-export-rows.ts";

interface Wanted {
  readonly months: readonly Month[];
  readonly format: "csv" | "parquet";
  readonly out: string;
  readonly isPublic: boolean;
}

/** `vigie usage export`: what the university is given. */
export async function runUsageExport(argv: readonly string[], io: Io): Promise<number> {
  const found = readArguments(argv, { options: ["from", "to", "format", "out", "config"], flags: ["public"], maxPositionals: 0 });
  if ("problem" in found) return usageProblem(found.problem, "usage export", io);
  if (found.flags.has("help")) {
    io.stdout(usageExportHelp);
    return exitCodes.done;
  }
  try {
    const wanted = wantedIn(found, Date.now() / 1000);
    return await atLedgerNow(found, io, async (office) => write(await rowsOf(office, wanted), wanted, io));
  } catch (error) {
    if (!(error instanceof WordsWrong)) throw error;
    return usageProblem(error.message, "usage export", io);
  }
}

function wantedIn({ options, flags }: Arguments, nowS: number): Wanted {
  const [first, last, format, out] = ["from", "to", "format", "out"].map((name) => options.get(name));
  if (first === undefined || last === undefined || format === undefined || out === undefined) throw new WordsWrong(usageExportFr.wanted);
  const [from, to] = [monthIn(first), monthIn(last)];
  if (to.from < from.from) throw new WordsWrong(usageExportFr.order);
  if (to.to > nowS) throw new WordsWrong(usageExportFr.notEnded(to.name));
  if (format !== "csv" && format !== "parquet") throw new WordsWrong(usageExportFr.formatUnknown(format));
  return { months: monthsOver({ from: from.from, to: to.to }), format, out, isPublic: flags.has("public") };
}

function monthIn(text: string): Month {
  const month = monthNamed(text);
  if (month === null) throw new WordsWrong(usageExportFr.monthWrong(text));
  return month;
}

async function rowsOf({ ledger, directory, declarations, until }: SlaOffice, { months, isPublic }: Wanted): Promise<ExportRow[]> {
  const maintenance = await declarations.maintenanceEntries();
  const rows: ExportRow[] = [];
  for (const month of months) {
    const period = { from: month.from, to: month.to };
    const { sites } = await attendanceOf(ledger, { directory, maintenance, period, until });
    rows.push(...sites.map((site) => exportRow(site, month, directory)));
  }
  return isPublic ? rows.map(publicRow) : rows;
}

function write(rows: readonly ExportRow[], { format, out }: Wanted, io: Io): number {
  try {
    writeFileSync(out, format === "csv" ? csvText(rows) : parquetBytes(rows), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    io.stderr(usageExportFr.exists(out));
    return exitCodes.usage;
  }
  io.stdout(usageExportFr.written(out, rows.length));
  return exitCodes.done;
}

function csvText(rows: readonly ExportRow[]): string {
  const head = exportColumns.map(({ name }) => name);
  const lines = rows.map((row) =>
    exportColumns.map(({ name, isCount }) => {
      const value = row.get(name) ?? null;
      if (value === null) return isCount ? `< ${leastPublished}` : null;
      return typeof value === "boolean" ? Number(value) : value;
    }),
  );
  return csvOf([head, ...lines]);
}

function parquetBytes(rows: readonly ExportRow[]): Uint8Array {
  const columnData = exportColumns.map(({ name, type }) => ({
    name,
    type,
    nullable: true,
    data: rows.map((row) => row.get(name) ?? null),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: "vigie" }));
}
