import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadCollector } from "../collector/config/load-collector.ts";
import type { ReportSettings } from "../collector/config/report-settings.ts";
import type { ReportIssue } from "../collector/ledger/report-issues.ts";
import { type FileContents, keptFiles, reportsFolder } from "../collector/reports/archive.ts";
import { sendLetter } from "../collector/reports/mail.ts";
import { type Outstanding, outstandingOf } from "../collector/reports/outstanding.ts";
import { dueReport } from "../collector/reports/schedule.ts";
import { networkTimeZone, quarterSpan } from "../collector/sla/calendar.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { lockDataDir } from "../settings/lock-data-dir.ts";
import type { Arguments } from "./arguments.ts";
import { commonFr } from "./fr.ts";
import { deliverFr } from "./fr-report-deliver.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { issueOf } from "./report-issue.ts";
import { letterOf } from "./report-letter.ts";
import { supportedModel } from "./report-write.ts";
import { atLedgerNow, type SlaOffice } from "./sla-question.ts";

/** `vigie report deliver`: issues the report that is due, if nobody has, and sends it to where it is missing. Again where it failed. */
export function runReportDeliver(found: Arguments, io: Io): Promise<number> {
  const config = found.options.get("config");
  if (config === undefined) throw new WordsWrong(commonFr.configWanted);
  if (found.flags.size > 0 || found.options.size > 1) throw new WordsWrong(deliverFr.alone);
  return atLedgerNow(found, io, async (office) => {
    const settings = loadCollector(config).settings.report;
    if (settings === null) return told(deliverFr.notConfigured, exitCodes.configuration, io);
    const { quarter } = dueReport(office.now() / 1000, settings.workingDay);
    const issue = (await office.declarations.lastReport(quarter)) ?? (await issueDue(office, quarter));
    if (typeof issue === "string") return told(issue, exitCodes.failure, io);
    if (issue === null) {
      io.stdout(deliverFr.nothingObserved(quarter));
      return exitCodes.done;
    }
    return deliver(office, settings, issue, io);
  });
}

/** Null: nothing was observed in the quarter, so that nobody waits for a report of it. A sentence: why there can be none. */
async function issueDue(office: SlaOffice, quarter: string): Promise<ReportIssue | string | null> {
  const span = quarterSpan(quarter, networkTimeZone);
  if (span === null) return null;
  const model = await supportedModel(office, { quarter, asked: { ...span, quarter }, isDraft: false });
  if ("refusal" in model) return model.isEmpty ? null : model.refusal;
  const made = await issueOf(office, model, null);
  return typeof made === "string" ? made : made.issue;
}

async function deliver(office: SlaOffice, settings: ReportSettings, issue: ReportIssue, io: Io): Promise<number> {
  const files = keptFiles(dirname(office.ledgerFile), issue);
  if (files === null) return told(deliverFr.filesGone(issue), exitCodes.failure, io);
  // A person and the collector may both be at it: what the one sends, the other does not send again.
  const unlock = lockDataDir(reportsFolder(dirname(office.ledgerFile)));
  if (unlock === null) return told(deliverFr.underWay, exitCodes.failure, io);
  try {
    return await deliverAll(office, settings, { issue, files }, io);
  } finally {
    unlock();
  }
}

interface Kept {
  readonly issue: ReportIssue;
  readonly files: FileContents;
}

async function deliverAll({ declarations, writer }: SlaOffice, settings: ReportSettings, { issue, files }: Kept, io: Io): Promise<number> {
  const targets = { mailTo: settings.mail?.to ?? [], folder: settings.folder };
  let code: number = exitCodes.done;
  for (const one of outstandingOf(issue, await declarations.reportDeliveries(), targets)) {
    try {
      await send(one, settings, issue, files);
      await declarations.writeDelivery({ quarter: issue.quarter, revision: issue.revision, ...one }, writer);
      io.stdout(deliverFr.sent(issue, one));
    } catch (error) {
      code = told(deliverFr.failed(issue, one, error), exitCodes.failure, io);
    }
  }
  return code;
}

async function send({ channel, target }: Outstanding, { mail }: ReportSettings, issue: ReportIssue, files: FileContents): Promise<void> {
  if (channel === "folder") return dropInto(target, issue, files);
  if (mail !== null) await sendLetter(mail, letterOf(issue, files, target));
}

/** All of its files appear at once; one that is there already was dropped before. */
function dropInto(folder: string, issue: ReportIssue, files: FileContents): void {
  const name = deliverFr.folderName(issue);
  if (existsSync(join(folder, name))) return;
  mkdirSync(folder, { recursive: true });
  const draft = mkdtempSync(join(folder, ".vigie-"));
  try {
    for (const [file, content] of files) writeFor(join(draft, file), content);
    chmodSync(draft, 0o750);
    renameSync(draft, join(folder, name));
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

/** Who fetches it is in the group of the folder: nothing else of ours is for others. */
function writeFor(file: string, content: string | Uint8Array): void {
  writeFileSync(file, content);
  chmodSync(file, 0o640);
}

function told(sentence: string, code: number, io: Io): number {
  io.stderr(sentence);
  return code;
}
