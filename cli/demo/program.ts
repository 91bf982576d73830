import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type BoundedLog, boundedLog } from "./bounded-log.ts";
import { leaveWithParent } from "./leave-with-parent.ts";

/** A program of the product, run as a process of its own. */
export interface Program {
  readonly name: string;
  readonly log: BoundedLog;
  /** How it ended, or null while it runs. */
  readonly ending: () => Ending | null;
  /** Settles when it ends. */
  readonly ended: Promise<Ending>;
  /** Asks it to stop, insists after `patienceMs`. */
  stop(patienceMs: number): Promise<void>;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** True where we asked for it. */
  readonly isWanted: boolean;
}

const mainFile = fileURLToPath(new URL("../main.js", import.meta.url));

/** Starts `vigie <args>`. In a process group of its own, so that Ctrl-C reaches it once, from us, in the right order. */
export function startProgram(name: string, args: readonly string[], logFile: string): Program {
  const child = spawn(process.execPath, ["--import", leaveWithParent, mainFile, ...args], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: process.platform !== "win32",
    env: { ...process.env, TZ: "UTC" },
  });
  const log = boundedLog(
    logFile,
    [child.stdout, child.stderr].filter((stream) => stream !== null),
  );
  let isWanted = false;
  let ending: Ending | null = null;
  const ended = endOf(child).then(({ code, signal }) => {
    ending = { code, signal, isWanted };
    log.close();
    return ending;
  });
  return {
    name,
    log,
    ending: () => ending,
    ended,
    stop: async (patienceMs) => {
      isWanted = true;
      if (ending !== null) return;
      child.kill("SIGTERM");
      const insist = setTimeout(() => child.kill("SIGKILL"), patienceMs);
      await ended;
      clearTimeout(insist);
    },
  };
}

/** `close`, not `exit`: by then everything it said has been read. */
async function endOf(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  const failed = new Promise<never>((_, reject) => child.once("error", reject));
  try {
    await Promise.race([once(child, "close"), failed]);
    return { code: child.exitCode, signal: child.signalCode };
  } catch {
    return { code: child.exitCode ?? 127, signal: null };
  }
}
