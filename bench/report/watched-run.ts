import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../cli/main.js", import.meta.url));
const lookEveryMs = 20;

/** What a command took: from its start to its end, and at most in memory, MB of a million bytes. */
export interface WatchedRun {
  readonly wallMs: number;
  readonly ownMb: number;
  /** Of the largest of its own processes, which print. */
  readonly childMb: number;
}

/** @throws where the command failed */
export async function watchedRun(words: readonly string[]): Promise<WatchedRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [program, ...words], { stdio: ["ignore", "ignore", "pipe"] });
  let [ownMb, childMb] = [0, 0];
  const pid = child.pid ?? 0;
  const looking = setInterval(() => {
    ownMb = Math.max(ownMb, peakMbOf(pid));
    for (const one of childrenOf(pid)) childMb = Math.max(childMb, peakMbOf(one));
  }, lookEveryMs);
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  const [complaint, code] = await Promise.all([text(child.stderr), ended]);
  clearInterval(looking);
  if (code !== 0) throw new Error(`vigie ${words.join(" ")} ended with ${code}: ${complaint}`);
  return { wallMs: performance.now() - startedAt, ownMb, childMb };
}

/** The most that was ever resident, 0 where the process is gone. */
function peakMbOf(pid: number): number {
  const peak = /^VmHWM:\s+(\d+) kB/m.exec(readOr(`/proc/${pid}/status`))?.[1];
  return (Number(peak ?? 0) * 1024) / 1e6;
}

const childrenOf = (pid: number): number[] =>
  readOr(`/proc/${pid}/task/${pid}/children`)
    .split(" ")
    .filter((word) => word !== "")
    .map(Number);

function readOr(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
