import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Set by the global setup, which removes this folder with everything in it at the end of the run. */
export const folderVariable = "VIGIE_TESTS_FOLDER";

/** An empty folder of its own, removed when the run ends; outside a test run, when this process ends. */
export function temporaryFolder(name: string): string {
  const parent = process.env[folderVariable] ?? tmpdir();
  const folder = realpathSync(mkdtempSync(join(parent, `vigie-${name}-`)));
  if (process.env[folderVariable] === undefined) process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
