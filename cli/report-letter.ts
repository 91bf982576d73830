import { createHash } from "node:crypto";
import { extname } from "node:path";
import type { ReportIssue } from "../collector/ledger/report-issues.ts";
import type { FileContents } from "../collector/reports/archive.ts";
import type { Letter } from "../collector/reports/mail.ts";
import { deliverFr } from "./fr-report-deliver.ts";

/** What people open; the model and the CSV of the internal table stay in the archive. */
const attached: ReadonlyMap<string, string> = new Map([
  [".pdf", "application/pdf"],
  [".html", "text/html"],
  [".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
]);
const openTables: ReadonlySet<string> = new Set(["disponibilite-par-site.csv", "usages-par-territoire.csv"]);

export function letterOf(issue: ReportIssue, files: FileContents, to: string): Letter {
  const chosen = [...files].flatMap(([name, content]) => {
    const type = openTables.has(name) ? "text/csv" : attached.get(extname(name));
    return type === undefined ? [] : [{ name: `${issue.quarter}-${name}`, type, content: Buffer.from(content) }];
  });
  const who = createHash("sha256").update(to).digest("hex").slice(0, 12);
  const names = chosen.map(({ name }) => name);
  return {
    to,
    id: `rapport-${issue.quarter}-${issue.revision}-${issue.sha256.slice(0, 12)}-${who}`,
    subject: deliverFr.subject(issue),
    text: deliverFr.letter(issue, names),
    attachments: chosen,
  };
}
