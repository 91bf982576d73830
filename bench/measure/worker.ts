import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type Usage, usageDuring } from "./process-usage.ts";

/** A process that does nothing but one kind of work, so that what the work costs can be read from outside. */
export interface Worker {
  readonly pid: number;
  /** What it said when it was ready. */
  readonly ready: unknown;
  /** Does `units` of its work. @throws Error when it could not */
  readonly work: (units: number) => Promise<Usage>;
  stop(): Promise<void>;
}

/** @param program a program that calls `serveWork` */
export async function startWorker(program: URL, args: readonly string[] = []): Promise<Worker> {
  const child = fork(fileURLToPath(program), args, { env: { ...process.env, TZ: "UTC" } });
  const ready = await nextMessage(child);
  const { pid = 0 } = child;
  return {
    pid,
    ready,
    work: (units) =>
      usageDuring(pid, async () => {
        const done = nextMessage(child);
        child.send(units);
        const failures = await done;
        if (failures !== 0) throw new Error(`${String(failures)} of ${units} failed in ${program.pathname}`);
      }),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.disconnect();
      const insist = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(insist);
    },
  };
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onEnd = (code: number | null): void => reject(new Error(`${child.spawnargs.slice(1).join(" ")} ended with ${code}`));
    child.once("exit", onEnd);
    child.once("message", (message) => {
      child.off("exit", onEnd);
      resolve(message);
    });
  });
}
