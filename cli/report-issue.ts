import { dirname } from "node:path";
import { keepTerms } from "../collector/accounts/keep-terms.ts";
import { plainWords } from "../collector/desk/words.ts";
import type { ReportIssue } from "../collector/ledger/report-issues.ts";
import { describedFiles, type FileContents, keepFiles, keptFile, keptFiles } from "../collector/reports/archive.ts";
import { digestOf, issued, issuedIn } from "../collector/reports/evidence.ts";
import type { IssuedReport } from "../collector/reports/issued.ts";
import type { ReportModel } from "../collector/reports/model/model.ts";
import { changesBetween } from "../collector/reports/model/revision.ts";
import { productVersion } from "../settings/product-version.ts";
import { issueFr } from "./fr-report-issue.ts";
import { modelFile, reportFiles, reportFormats } from "./report-files.ts";
import type { SlaOffice } from "./sla-question.ts";

/** A report with a number, in all its forms. */
export interface Issue {
  readonly issue: ReportIssue;
  readonly report: IssuedReport;
  readonly files: FileContents;
}

/**
 * The report of a quarter that is over: as it was issued where the ledger still says so, numbered and kept otherwise.
 * @param reason why an issued report is to be revised; null: it is not
 * @param hindrance what keeps it from being issued now, in a sentence
 * @returns a sentence where it is refused
 */
export async function issueOf(
  office: SlaOffice,
  model: ReportModel,
  reason: string | null,
  hindrance: string | null = null,
): Promise<Issue | string> {
  const last = await office.declarations.lastReport(model.quarter);
  const refusal = refusalOf(last, model, reason) ?? hindrance;
  if (refusal !== null) return refusal;
  return last !== null && reason === null ? kept(office, last) : write(office, model, last, reason === null ? null : plainWords(reason));
}

function refusalOf(last: ReportIssue | null, model: ReportModel, reason: string | null): string | null {
  if (last === null) return reason === null ? null : issueFr.notIssued(model.quarter);
  const isSame = last.sha256 === digestOf(model);
  if (isSame) return reason === null ? null : issueFr.nothingChanged(last);
  return reason === null ? issueFr.changedSince(last) : null;
}

function kept(office: SlaOffice, issue: ReportIssue): Issue | string {
  const files = keptFiles(dirname(office.ledgerFile), issue);
  const report = issuedIn(files?.get(modelFile)?.toString("utf8") ?? "");
  return files === null || report === null ? issueFr.filesGone(issue) : { issue, report, files };
}

async function write(office: SlaOffice, model: ReportModel, last: ReportIssue | null, reason: string | null): Promise<Issue> {
  const { declarations, directory, until, writer, ledger } = office;
  const dataDir = dirname(office.ledgerFile);
  // What is issued is held against terms that are written, as a quarter that is closed.
  await keepTerms(declarations, directory, until, writer);
  const before = last === null ? null : issuedIn(keptFile(dataDir, last, modelFile)?.toString("utf8") ?? "");
  const at = Math.floor(office.now() / 1000);
  const revision = {
    number: last === null ? 0 : last.revision + 1,
    issuedAt: at,
    reason,
    previousSha256: last?.sha256 ?? null,
    changes: before === null ? [] : changesBetween(before.model, model),
  };
  const report = issued(model, ledger.horizon, productVersion(), revision);
  const { dataHorizon: horizon, version, sha256 } = report.evidence;
  const files = await reportFiles(report, reportFormats);
  const facts = { quarter: model.quarter, revision: revision.number, at, reason, horizon, version, sha256, files: describedFiles(files) };
  const issue = await keepFiles(dataDir, files, () => declarations.writeReport(facts, writer));
  return { issue, report, files };
}
