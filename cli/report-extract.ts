import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf, issuedIn } from "../collector/reports/evidence.ts";
import { htmlOf } from "../collector/reports/forms/html.ts";
import { canPrint, pdfOf } from "../collector/reports/forms/pdf.ts";
import type { IssuedReport } from "../collector/reports/issued.ts";
import { extractOf } from "../collector/reports/wording/extract.ts";
import { territoriesApart } from "../collector/reports/wording/told.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import type { Arguments } from "./arguments.ts";
import { reportExtractFr } from "./fr-report-extract.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { modelFile } from "./report-files.ts";

/** `vigie report extract`: of a report that was written, what concerns each EPCI, for its president; without the ledger. */
export async function runReportExtract({ positionals, options, flags }: Arguments, io: Io): Promise<number> {
  const [, folder] = positionals;
  if (folder === undefined) throw new WordsWrong(reportExtractFr.folderWanted);
  if (flags.size > 0 || [...options.keys()].some((name) => name !== "epci" && name !== "out"))
    throw new WordsWrong(reportExtractFr.onlyThese);
  const file = join(folder, modelFile);
  const report = existsSync(file) ? issuedIn(readFileSync(file, "utf8")) : null;
  if (report === null) return refused(reportExtractFr.unreadable(file), io);
  if (digestOf(report.model) !== report.evidence.sha256) return refused(reportExtractFr.altered(file), io);
  const wanted = options.get("epci");
  const sirens = wanted === undefined ? territoriesApart(report.model).flatMap(({ siren }) => siren ?? []) : [wanted];
  const out = options.get("out") ?? folder;
  const written = await writeAll(report, sirens, out);
  if (written === 0 && wanted !== undefined) return refused(reportExtractFr.noEpci(wanted, report), io);
  io.stdout((canPrint() ? reportExtractFr.written : reportExtractFr.writtenUnprinted)(out, written, report));
  return exitCodes.done;
}

/** @returns how many there were to write */
async function writeAll(report: IssuedReport, sirens: readonly string[], out: string): Promise<number> {
  let written = 0;
  for (const siren of sirens) {
    const document = extractOf(report, siren);
    if (document === null) continue;
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, `extrait-${siren}.html`), htmlOf(document));
    // One after the other: each is a process of two hundred megabytes
    if (canPrint()) writeFileSync(join(out, `extrait-${siren}.pdf`), await pdfOf(document));
    written += 1;
  }
  return written;
}

function refused(sentence: string, io: Io): number {
  io.stderr(sentence);
  return exitCodes.failure;
}
