import { spawn, spawnSync } from "node:child_process";
import { constants } from "node:os";

/** Set for the process that runs in namespaces of its own; says why it does not where the machine refuses. */
const variable = "VIGIE_TESTS_NAMESPACES";
const own = "own";

/** Everything that was started in it ends with it, and what was mounted is gone. */
const words = ["--net", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child"];

export function isInOwnNamespaces(): boolean {
  return process.env[variable] === own;
}

/** Whoever was started in namespaces of its own leaves when the one who started it has, and clears up as it does. */
export function leaveWithStarter(): void {
  // oxlint-disable-next-line unicorn/no-process-exit -- it may be anywhere, and what it started ends with it
  const leave = () => process.exit(130);
  process.stdin.once("end", leave).resume().unref();
}

/** Runs a program of ours again in namespaces of its own; gives its exit code, or why the machine does not let it. */
export async function inOwnNamespaces(args: readonly string[]): Promise<number | string> {
  const flags = process.getuid?.() === 0 ? words : ["--user", "--map-root-user", ...words];
  const probe = spawnSync("unshare", [...flags, "ip", "link", "set", "lo", "up"], { encoding: "utf8" });
  if (probe.status !== 0) return probe.error?.message ?? probe.stderr.trim();
  const env = { ...process.env, [variable]: own };
  const child = spawn("unshare", [...flags, process.execPath, ...args], { stdio: ["pipe", "inherit", "inherit"], env });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => child.stdin.end());
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
