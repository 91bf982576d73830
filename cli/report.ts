import { reportSchema } from "../collector/reports/issued.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { reportFr, reportHelp } from "./fr-report.ts";
import { reportExtractFr } from "./fr-report-extract.ts";
import { slaQuestionFr } from "./fr-sla-figures.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { printableJson } from "./printable.ts";
import { runReportDeliver } from "./report-deliver.ts";
import { runReportExtract } from "./report-extract.ts";
import { type ReportFormat, reportFormats } from "./report-files.ts";
import { runReportVerify } from "./report-verify.ts";
import { type WantedReport, writeReport } from "./report-write.ts";
import { usageProblem } from "./settings-command.ts";
import { atLedgerNow, periodIn } from "./sla-question.ts";

/** `vigie report` and its actions, on the collector's machine, while it runs or not. */
export async function runReportCommand(argv: readonly string[], io: Io): Promise<number> {
  const found = readArguments(argv, {
    options: ["quarter", "out", "format", "reason", "epci", "config"],
    flags: ["draft"],
    maxPositionals: 2,
  });
  if ("problem" in found) return usageProblem(found.problem, "report", io);
  if (found.flags.has("help")) {
    io.stdout(reportHelp);
    return exitCodes.done;
  }
  try {
    const [action] = found.positionals;
    if (action === "verify") return await runReportVerify(found, io);
    if (action === "deliver") return await runReportDeliver(found, io);
    if (action === "extract") return await runReportExtract(found, io);
    if (action === "schema") return schemaTold(io);
    if (action !== undefined) throw new WordsWrong(reportFr.actionUnknown(action));
    const wanted = wantedIn(found, Date.now());
    return await atLedgerNow(found, io, (office) => writeReport(office, wanted, io));
  } catch (error) {
    if (!(error instanceof WordsWrong)) throw error;
    return usageProblem(error.message, "report", io);
  }
}

function schemaTold(io: Io): number {
  io.stdout(printableJson(reportSchema));
  return exitCodes.done;
}

function wantedIn(found: Arguments, nowMs: number): WantedReport {
  const { options, flags } = found;
  const [told, out, reason] = [options.get("quarter"), options.get("out"), options.get("reason") ?? null];
  if (options.has("epci")) throw new WordsWrong(reportExtractFr.withoutExtract);
  if (told === undefined) throw new WordsWrong(slaQuestionFr.quarterWanted);
  if (out === undefined) throw new WordsWrong(reportFr.outWanted);
  const asked = periodIn(found, nowMs);
  const isDraft = flags.has("draft");
  const isEnded = asked.to <= nowMs / 1000;
  if (isEnded === isDraft) throw new WordsWrong(isDraft ? reportFr.ended(told) : reportFr.notEnded(told));
  if (isDraft && reason !== null) throw new WordsWrong(reportFr.draftNotRevised);
  return { quarter: asked.quarter ?? told, asked, isDraft, out, formats: formatsIn(options.get("format")), reason };
}

function formatsIn(told: string | undefined): readonly ReportFormat[] {
  if (told === undefined) return reportFormats;
  return told.split(",").map((word) => {
    const format = reportFormats.find((one) => one === word.trim());
    if (format === undefined) throw new WordsWrong(reportFr.formatUnknown(word));
    return format;
  });
}
