import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { leaveNothingBehind } from "./clean-up.ts";
import { folderVariable } from "./folders.ts";
import { installMissing } from "./install-missing.ts";
import { programNames } from "./programs.ts";
import { whyMissing } from "./requirements.ts";

let runFolder: string | null = null;

/** Runs once before the tests that need real servers: finds or installs them, and makes the folder they work in. */
export function setup(): void {
  // Two projects of vitest.config.ts name this file; the first one does the work.
  if (process.env[folderVariable] !== undefined) return;
  const missing = installMissing(programNames, (line) => process.stdout.write(`${line}\n`));
  for (const name of missing) process.stdout.write(`Tests that need ${name} cannot run: ${whyMissing(name)}\n`);
  runFolder = mkdtempSync(join(tmpdir(), "vigie-tests-"));
  // Some servers run as nobody and must be able to reach their own folder in it.
  chmodSync(runFolder, 0o755);
  process.env[folderVariable] = runFolder;
}

export async function teardown(): Promise<void> {
  if (runFolder !== null) await leaveNothingBehind(runFolder);
}
