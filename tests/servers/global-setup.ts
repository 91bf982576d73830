import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { folderVariable } from "./folders.ts";
import { installMissing } from "./install-missing.ts";
import { programNames } from "./programs.ts";
import { whyMissing } from "./requirements.ts";

let runFolder = "";

/** Runs once before the tests that need real servers: finds or installs them. */
export function setup(): void {
  const missing = installMissing(programNames, (line) => process.stdout.write(`${line}\n`));
  for (const name of missing) process.stdout.write(`Tests that need ${name} cannot run: ${whyMissing(name)}\n`);
  runFolder = mkdtempSync(join(tmpdir(), "vigie-tests-"));
  // Some servers run as nobody and must be able to reach their own folder in it.
  chmodSync(runFolder, 0o755);
  process.env[folderVariable] = runFolder;
}

/** A worker that was killed could not stop its servers: they are recognised by their pid file and working folder. */
export async function teardown(): Promise<void> {
  const left = readdirSync(runFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => pidsIn(join(runFolder, entry.name)));
  for (const pid of left) process.kill(pid, "SIGKILL");
  if (left.length > 0) await sleep(200);
  rmSync(runFolder, { recursive: true, force: true, maxRetries: 5 });
}

function pidsIn(folder: string): number[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".pid"))
    .map((file) => Number(readFileSync(join(folder, file), "utf8")))
    .filter((pid) => worksIn(pid, folder));
}

/** A pid may have gone to another process since; only on Linux can we tell, elsewhere nothing is killed. */
function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
  } catch {
    return false;
  }
}
