import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { awaitedOf } from "../collector/accounts/awaited.ts";
import { issued, issuedIn } from "../collector/reports/evidence.ts";
import { reportSchema } from "../collector/reports/issued.ts";
import { unsupported } from "../collector/reports/support.ts";
import { statesFollower } from "../collector/states/states-follower.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { productVersion } from "../settings/product-version.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { reportFr, reportHelp } from "./fr-report.ts";
import { slaQuestionFr } from "./fr-sla-figures.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { printableJson } from "./printable.ts";
import { modelFile, type ReportFormat, reportFiles, reportFormats } from "./report-files.ts";
import { modelOf } from "./report-model.ts";
import { runReportVerify } from "./report-verify.ts";
import { usageProblem } from "./settings-command.ts";
import { type AskedPeriod, atLedgerNow, periodIn, type SlaOffice } from "./sla-question.ts";

interface Wanted {
  readonly quarter: string;
  readonly asked: AskedPeriod;
  readonly isDraft: boolean;
  readonly out: string;
  readonly formats: readonly ReportFormat[];
}

/** `vigie report` and `vigie report verify`, on the collector's machine, while it runs or not. */
export async function runReportCommand(argv: readonly string[], io: Io): Promise<number> {
  const found = readArguments(argv, { options: ["quarter", "out", "format", "config"], flags: ["draft"], maxPositionals: 2 });
  if ("problem" in found) return usageProblem(found.problem, "report", io);
  if (found.flags.has("help")) {
    io.stdout(reportHelp);
    return exitCodes.done;
  }
  try {
    const [action] = found.positionals;
    if (action === "verify") return await runReportVerify(found, io);
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

function wantedIn(found: Arguments, nowMs: number): Wanted {
  const { options, flags } = found;
  const [told, out] = [options.get("quarter"), options.get("out")];
  if (told === undefined) throw new WordsWrong(slaQuestionFr.quarterWanted);
  if (out === undefined) throw new WordsWrong(reportFr.outWanted);
  const asked = periodIn(found, nowMs);
  const isDraft = flags.has("draft");
  const isEnded = asked.to <= nowMs / 1000;
  if (isEnded === isDraft) throw new WordsWrong(isDraft ? reportFr.ended(told) : reportFr.notEnded(told));
  return { quarter: asked.quarter ?? told, asked, isDraft, out, formats: formatsIn(options.get("format")) };
}

function formatsIn(told: string | undefined): readonly ReportFormat[] {
  if (told === undefined) return reportFormats;
  return told.split(",").map((word) => {
    const format = reportFormats.find((one) => one === word.trim());
    if (format === undefined) throw new WordsWrong(reportFr.formatUnknown(word));
    return format;
  });
}

async function writeReport(office: SlaOffice, { quarter, asked, isDraft, out, formats }: Wanted, io: Io): Promise<number> {
  const { horizon } = office.ledger;
  const until = untilOf(horizon, asked, isDraft);
  if (until <= asked.from) return refused(reportFr.notBegun(quarter), io);
  const { unconcluded } = await awaitedOf(office.ledger, statesFollower, asked);
  if (!isDraft && unconcluded.count > 0) return refused(reportFr.notConcluded(unconcluded), io);
  const model = await modelOf(office, quarter, { from: asked.from, to: asked.to, until });
  const why = unsupported(model);
  if (why !== null) return refused(reportFr.unsupported(quarter, why), io);
  const report = issued(model, horizon, productVersion(), null);
  if (isTaken(join(out, modelFile), report.evidence.sha256)) return refused(reportFr.taken(out), io);
  const files = await reportFiles(report, formats);
  mkdirSync(out, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(out, name), text);
  io.stdout(reportFr.written(out, [...files.keys()], report));
  return exitCodes.done;
}

/** A draft ends with what is known; a quarter that is over is expected whole, also where nobody has told of its end. */
function untilOf(horizon: number | null, { to }: AskedPeriod, isDraft: boolean): number {
  return isDraft ? Math.min(horizon ?? 0, to - 1) : Math.max(horizon ?? 0, to);
}

/** What was written stays: only a draft gives way, and the same report to itself. */
function isTaken(file: string, sha256: string): boolean {
  if (!existsSync(file)) return false;
  const there = issuedIn(readFileSync(file, "utf8"));
  return there === null || (!there.model.isDraft && there.evidence.sha256 !== sha256);
}

function refused(sentence: string, io: Io): number {
  io.stderr(sentence);
  return exitCodes.failure;
}
