import { type ExecFileException, execFile } from "node:child_process";
import { addressOf, nameNotFound, type Witnessed } from "./witness.ts";

/** The program may take a moment to start on a small machine. */
const startMarginMs = 1_000;

/** So many codecs at a time: an echo that is wanted of each of thousands would fill a machine with programs, and a service has a bound. */
export const mostCodecPings = 32;
let codecPings = 0;

/**
 * Whether one echo comes back, by the system's own ping: a raw socket would need rights that an agent should not have. The program
 * is given an address that was checked to be one, never a name, and no shell reads it.
 */
export async function witnessIcmp(host: string, timeoutMs: number, program = "ping"): Promise<Witnessed> {
  const address = await addressOf(host);
  if (address === null) return nameNotFound;
  return ping(address, timeoutMs, program);
}

/** The same of a codec. One more than the bound is not waited for: those that answer would wait behind those that do not. */
export async function witnessCodecIcmp(host: string, timeoutMs: number, program = "ping"): Promise<Witnessed> {
  if (codecPings >= mostCodecPings) return { notTold: "ping_busy" };
  codecPings += 1;
  try {
    return await witnessIcmp(host, timeoutMs, program);
  } finally {
    codecPings -= 1;
  }
}

function ping(address: string, timeoutMs: number, program: string): Promise<Witnessed> {
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
  if (["EAGAIN", "ENOMEM", "EMFILE"].includes(String(code))) return { notTold: "ping_busy" };
  if (/not permitted|permission|capab|privilege/i.test(words)) return { notTold: "ping_not_permitted" };
  if (/unreachable/i.test(words)) return { outcome: "silent", note: "no_route" };
  return code === 1 ? { outcome: "silent", note: "ping_timeout" } : { notTold: "ping_failed" };
}
