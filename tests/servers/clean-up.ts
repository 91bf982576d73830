import { readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Removes the folder of a run with everything in it. A worker that was killed could not stop its servers: they are
 * recognised by their pid file and their working folder, and killed first.
 */
export async function leaveNothingBehind(runFolder: string): Promise<void> {
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
