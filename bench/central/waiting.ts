import { readFileSync } from "node:fs";

/**
 * How long the main thread of a process could have run and was not let, ms since it began: others had the processors. Without it a
 * poll that is late because the machine is busy cannot be told from one that the process itself kept waiting.
 */
export function waitedMs(pid: number): number {
  const [, waitedNs] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8").split(" ");
  return Number(waitedNs) / 1e6;
}
