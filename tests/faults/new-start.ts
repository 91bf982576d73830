import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Words before a command that give it the monotonic clock of a machine that was switched on just now; null where the kernel has no time
 * namespaces to give. The clock stands at zero at the next whole second, as the kernel counts: until then the machine is off.
 */
export async function startAnew(): Promise<readonly string[] | null> {
  const nowMs = kernelMs();
  const wholeS = Math.ceil(nowMs / 1000);
  await sleep(wholeS * 1000 - nowMs + 5);
  const offset = String(-wholeS);
  const words = ["--time", "--monotonic", offset, "--boottime", offset, "--fork", "sh", "-c", "echo ready; exec cat"];
  // It does nothing but hold the namespace, until its input ends with us.
  const keeper = spawn("unshare", words, { stdio: ["pipe", "pipe", "ignore"] });
  const isHeld = await Promise.race([once(keeper.stdout, "data").then(() => true), once(keeper, "exit").then(() => false)]);
  return isHeld ? ["nsenter", `--time=/proc/${keeper.pid ?? 0}/ns/time_for_children`] : null;
}

/** The machine's own monotonic clock, ms, which offsets of namespaces count from: ours may be moved already. */
function kernelMs(): number {
  const ours = Number(process.hrtime.bigint() / 1_000_000n);
  const [, seconds = "0", nanoseconds = "0"] = /^monotonic\s+(-?\d+)\s+(\d+)/m.exec(offsets()) ?? [];
  return ours - Number(seconds) * 1000 - Number(nanoseconds) / 1_000_000;
}

function offsets(): string {
  try {
    return readFileSync("/proc/self/timens_offsets", "utf8");
  } catch {
    return "";
  }
}
