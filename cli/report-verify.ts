import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ReportFile } from "../collector/ledger/report-issues.ts";
import { sha256Of } from "../collector/reports/archive.ts";
import { differencesBetween, digestOf, issuedIn } from "../collector/reports/evidence.ts";
import type { IssuedReport } from "../collector/reports/issued.ts";
import { networkTimeZone, quarterSpan } from "../collector/sla/calendar.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import type { Arguments } from "./arguments.ts";
import { reportFr } from "./fr-report.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { modelFile, reportFiles, reportFormats } from "./report-files.ts";
import { modelOf } from "./report-model.ts";
import { atLedgerNow } from "./sla-question.ts";

/** `vigie report verify`: whether a report is what was written, and what the ledger says today. */
export async function runReportVerify(found: Arguments, io: Io): Promise<number> {
  const [, folder] = found.positionals;
  if (folder === undefined) throw new WordsWrong(reportFr.folderWanted);
  if (found.flags.size > 0 || [...found.options.keys()].some((name) => name !== "config")) throw new WordsWrong(reportFr.verifyAlone);
  const file = join(folder, modelFile);
  const report = existsSync(file) ? issuedIn(readFileSync(file, "utf8")) : null;
  const period = report === null ? null : quarterSpan(report.model.quarter, networkTimeZone);
  if (report === null || period === null) return differing(reportFr.unreadable(file), io);
  if (digestOf(report.model) !== report.evidence.sha256) return differing(reportFr.altered(file), io);
  return atLedgerNow(found, io, async (office) => {
    const { quarter, isDraft, period: told } = report.model;
    const issues = (await office.declarations.reportIssues()).filter((one) => one.quarter === quarter);
    const own = report.revision && issues.find(({ revision }) => revision === report.revision?.number);
    if (report.revision !== null && own?.sha256 !== report.evidence.sha256) {
      return differing(reportFr.notThatIssue(file, report.revision.number), io);
    }
    const other = own ? changedFile(folder, own.files) : await alteredFile(folder, report);
    if (other !== null) return differing(reportFr.fileDiffers(join(folder, other)), io);
    const last = issues.at(-1);
    if (own && last && last.revision > own.revision) io.stderr(reportFr.superseded(last));
    const until = isDraft ? told.to : Math.max(office.ledger.horizon ?? 0, period.to);
    const names = differencesBetween(report.model, await modelOf(office, quarter, { ...period, until }));
    if (names.length > 0) return differing(reportFr.differs(names), io);
    io.stdout(reportFr.same(report));
    return exitCodes.done;
  });
}

/** The first of the files there that is not what was issued; null: all are. */
function changedFile(folder: string, files: readonly ReportFile[]): string | null {
  const changed = files.find(({ name, sha256 }) => {
    const file = join(folder, name);
    return existsSync(file) && sha256Of(readFileSync(file)) !== sha256;
  });
  return changed?.name ?? null;
}

/** The first of its forms that says something else; null: those that are there are right. */
async function alteredFile(folder: string, report: IssuedReport): Promise<string | null> {
  for (const [name, content] of await reportFiles(report, reportFormats)) {
    const file = join(folder, name);
    if (existsSync(file) && !readFileSync(file).equals(Buffer.from(content))) return name;
  }
  return null;
}

function differing(sentence: string, io: Io): number {
  io.stderr(sentence);
  return exitCodes.failure;
}
