import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Set during a test run to the folder that holds all temporary ones and goes with them at the end: see run-folder.ts. */
export const runFolderVariable = "VIGIE_TESTS_FOLDER";

/** An empty folder of its own, removed when the run ends; outside a test run, when this process ends. */
export function temporaryFolder(name: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `vigie-${name}-`)));
  if (process.env[runFolderVariable] === undefined) process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
