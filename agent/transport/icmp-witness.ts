import { type ExecFileException, execFile } from "node:child_process";
import { addressOf, nameNotFound, type Witnessed } from "./witness.ts";

/** The program may take a moment to start on a small machine. */
const startMarginMs = 1_000;

/**
 * Whether one echo comes back, by the system's own ping: a raw socket would need rights that an agent should not have. The program
 * is given an address that was checked to be one, never a name, and no shell reads it.
 */
export async function witnessIcmp(host: string, timeoutMs: number, program = "ping"): Promise<Witnessed> {
  const address = await addressOf(host);
  if (address === null) return nameNotFound;
  const seconds = String(Math.max(1, Math.ceil(timeoutMs / 1000)));
  const options = {
    timeout: timeoutMs + startMarginMs,
    killSignal: "SIGKILL",
    env: { PATH: process.env["PATH"], LC_ALL: "C" },
    windowsHide: true,
  } as const;
  return new Promise((resolve) => {
    execFile(program, ["-n", "-q", "-c", "1", "-W", seconds, "--", address], options, (error, stdout, stderr) =>
      resolve(error === null ? { outcome: "answered" } : witnessedOf(error, `${stdout}${stderr}`)),
    );
  });
}

/** Ping ends with 1 when nothing came back, with 2 and words when it could not even ask. */
function witnessedOf({ code, killed }: ExecFileException, words: string): Witnessed {
  if (killed) return { outcome: "silent", note: "ping_timeout" };
  if (String(code) === "ENOENT") return { notTold: "ping_missing" };
  if (/not permitted|permission|capab|privilege/i.test(words)) return { notTold: "ping_not_permitted" };
  if (/unreachable/i.test(words)) return { outcome: "silent", note: "no_route" };
  return code === 1 ? { outcome: "silent", note: "ping_timeout" } : { notTold: "ping_failed" };
}
