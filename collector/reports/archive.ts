import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ReportFile, ReportIssue } from "../ledger/report-issues.ts";

export type FileContents = ReadonlyMap<string, string | Uint8Array>;

type Named = Pick<ReportIssue, "quarter" | "revision">;

/** Where the files of issued reports lie, within the data folder. */
export const reportsFolder = (dataDir: string): string => join(dataDir, "reports");

const folderOf = (dataDir: string, { quarter, revision }: Named): string => join(reportsFolder(dataDir), quarter, `revision-${revision}`);

export const describedFiles = (files: FileContents): ReportFile[] =>
  [...files].map(([name, content]) => ({ name, bytes: Buffer.byteLength(content), sha256: sha256Of(content) }));

/**
 * Lays the files of a report beside the ledger, once the ledger has written it down: all of them appear at once, or none.
 * @param keep writes it down
 */
export async function keepFiles<Kept extends Named>(dataDir: string, files: FileContents, keep: () => Promise<Kept>): Promise<Kept> {
  mkdirSync(reportsFolder(dataDir), { recursive: true });
  const draft = mkdtempSync(join(reportsFolder(dataDir), ".writing-"));
  try {
    for (const [name, content] of files) writeFileSync(join(draft, name), content);
    const kept = await keep();
    const folder = folderOf(dataDir, kept);
    mkdirSync(join(folder, ".."), { recursive: true });
    renameSync(draft, folder);
    return kept;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

/** A file of an issued report as it was issued; null: it is gone, or is not that file any more. */
export function keptFile(dataDir: string, issue: Pick<ReportIssue, "quarter" | "revision" | "files">, name: string): Buffer | null {
  const known = issue.files.find((file) => file.name === name);
  if (known === undefined) return null;
  const path = join(folderOf(dataDir, issue), known.name);
  const content = existsSync(path) ? readFileSync(path) : null;
  return content !== null && sha256Of(content) === known.sha256 ? content : null;
}

/** All of them; null where one is gone or is not what it was. */
export function keptFiles(dataDir: string, issue: ReportIssue): ReadonlyMap<string, Buffer> | null {
  const files = issue.files.map(({ name }) => [name, keptFile(dataDir, issue, name)] as const);
  const whole = files.flatMap(([name, content]) => (content === null ? [] : [[name, content] as const]));
  return whole.length === files.length ? new Map(whole) : null;
}

export const sha256Of = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");
