import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";

/** True where this port of the loopback can be listened on. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host: "127.0.0.1", port }, () => server.close(() => resolve(true)));
  });
}

/** Notes that this process uses the folder. Gives the number of the process that already does, or null. */
export function takeFolder(file: string): number | null {
  const owner = ownerOf(file);
  if (owner !== null && owner !== process.pid && isDemonstration(owner)) return owner;
  writeFileSync(file, `${process.pid}\n`);
  return null;
}

export function leaveFolder(file: string): void {
  rmSync(file, { force: true });
}

function ownerOf(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/** A number is given to another process one day: where the system tells its words, they decide. */
function isDemonstration(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes("demo");
  } catch {
    return true;
  }
}
