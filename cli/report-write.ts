import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { awaitedOf } from "../collector/accounts/awaited.ts";
import type { FileContents } from "../collector/reports/archive.ts";
import { digestOf, issued, issuedIn } from "../collector/reports/evidence.ts";
import type { IssuedReport } from "../collector/reports/issued.ts";
import type { ReportModel } from "../collector/reports/model/model.ts";
import { unsupported } from "../collector/reports/support.ts";
import { statesFollower } from "../collector/states/states-follower.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { productVersion } from "../settings/product-version.ts";
import { reportFr } from "./fr-report.ts";
import type { Io } from "./io.ts";
import { type ProgressBar, progressBar } from "./progress-bar.ts";
import { modelFile, printFile, type ReportFormat, reportFiles } from "./report-files.ts";
import { issueOf } from "./report-issue.ts";
import { modelOf, readings } from "./report-model.ts";
import type { AskedPeriod, SlaOffice } from "./sla-question.ts";

export interface WantedModel {
  readonly quarter: string;
  readonly asked: AskedPeriod;
  readonly isDraft: boolean;
}

export interface WantedReport extends WantedModel {
  readonly out: string;
  readonly formats: readonly ReportFormat[];
  /** Why an issued report is to be revised; null: it is not. */
  readonly reason: string | null;
}

/** `vigie report`: a draft as it stands, or the report as it is issued. */
export async function writeReport(office: SlaOffice, wanted: WantedReport, io: Io): Promise<number> {
  const bar = progressBar(wanted.quarter, office.directory.endpoints.length * readings, io);
  const made = await madeFor(office, wanted, bar).finally(bar.clear);
  if (typeof made === "string") return refused(made, io);
  const { report, files } = made;
  const chosen = [...files].filter(([name]) => name === modelFile || isOf(name, wanted.formats));
  try {
    mkdirSync(wanted.out, { recursive: true });
    for (const [name, content] of chosen) writeFileSync(join(wanted.out, name), content);
  } catch (error) {
    // Commands write as the collector's user, who may have no right to the folder of whoever gives them.
    return refused(reportFr.cannotWrite(wanted.out, error instanceof Error ? error.message : String(error), report), io);
  }
  const names = chosen.map(([name]) => name);
  io.stdout(reportFr.written(wanted.out, names, report));
  if (wanted.formats.includes("pdf") && !files.has(printFile)) io.stderr(reportFr.notPrinted);
  return exitCodes.done;
}

interface Made {
  readonly report: IssuedReport;
  readonly files: FileContents;
}

/** @returns a sentence where it is refused */
async function madeFor(office: SlaOffice, wanted: WantedReport, bar: ProgressBar): Promise<Made | string> {
  const model = await supportedModel(office, wanted, bar.tick);
  if ("refusal" in model) return model.refusal;
  const taken = isTaken(join(wanted.out, modelFile), digestOf(model)) ? reportFr.taken(wanted.out) : null;
  if (!model.isDraft) return issueOf(office, model, wanted.reason, taken);
  if (taken !== null) return taken;
  const report = issued(model, office.ledger.horizon, productVersion(), null);
  return { report, files: await reportFiles(report, wanted.formats) };
}

interface Unwritten {
  /** A sentence. */
  readonly refusal: string;
  /** Nothing was observed: nobody expects a report. */
  readonly isEmpty: boolean;
}

/** The model, where the ledger can carry a report. */
export async function supportedModel(
  office: SlaOffice,
  { quarter, asked, isDraft }: WantedModel,
  tick?: () => void,
): Promise<ReportModel | Unwritten> {
  const until = untilOf(office.ledger.horizon, asked, isDraft);
  if (until <= asked.from) return { refusal: reportFr.notBegun(quarter), isEmpty: true };
  const { unconcluded } = await awaitedOf(office.ledger, statesFollower, asked);
  if (!isDraft && unconcluded.count > 0) return { refusal: reportFr.notConcluded(unconcluded), isEmpty: false };
  const model = await modelOf(office, quarter, { from: asked.from, to: asked.to, until }, tick);
  const why = unsupported(model);
  return why === null ? model : { refusal: reportFr.unsupported(quarter, why), isEmpty: why.why === "nothing_observed" };
}

/** A draft ends with what is known; a quarter that is over is expected whole, also where nobody has told of its end. */
function untilOf(horizon: number | null, { to }: AskedPeriod, isDraft: boolean): number {
  return isDraft ? Math.min(horizon ?? 0, to - 1) : Math.max(horizon ?? 0, to);
}

const isOf = (name: string, formats: readonly string[]): boolean => formats.includes(extname(name).slice(1));

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
