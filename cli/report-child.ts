import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/**
 * `vigie report deliver` in a process of its own: what it takes in memory goes with it, and the collector listens meanwhile.
 * @returns null, or what it complained of
 */
export async function deliverInChild(config: string, signal: AbortSignal): Promise<string | null> {
  const program = fileURLToPath(new URL("main.js", import.meta.url));
  const child = spawn(process.execPath, [program, "report", "deliver", "--config", config], {
    stdio: ["ignore", "ignore", "pipe"],
    signal,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [complaint, code] = await Promise.all([text(child.stderr), ended]);
  return code === 0 ? null : complaint.trim() || `exit code ${code}`;
}
