import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { leaveNothingBehind } from "./clean-up.ts";
import { runFolderVariable } from "./folders.ts";

let runFolder: string | null = null;

/** Runs once before all tests: whatever they leave in the system's temporary folder goes when the run ends. */
export function setup(): void {
  // Every project of vitest.config.ts names this file; the first one does the work.
  if (process.env[runFolderVariable] !== undefined) return;
  runFolder = mkdtempSync(join(tmpdir(), "vigie-tests-"));
  // Some servers run as nobody and must be able to reach their own folder in it.
  chmodSync(runFolder, 0o755);
  process.env[runFolderVariable] = runFolder;
  process.env["TMPDIR"] = runFolder;
}

export async function teardown(): Promise<void> {
  if (runFolder !== null) await leaveNothingBehind(runFolder);
}
