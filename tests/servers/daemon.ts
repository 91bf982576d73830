import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitUntil } from "./wait-until.ts";

export interface Daemon {
  readonly pid: number;
  /** Everything it has printed so far, both streams. */
  log(): string;
  /** Asks it to end, insists after half a minute, and returns once it has ended. Harmless when it has ended already. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface DaemonOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Its working folder; its log and its pid are kept there. */
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** True once it answers as its clients expect. May throw while it does not. */
  readonly isReady: () => Promise<boolean>;
}

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts a server and returns once it is truly ready. @throws Error with the end of its log when it ends or stays mute. */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { child, logFile, pidFile } = await launch(options);
  const log = (): string => readFileSync(logFile, "utf8");
  const stop = (signal: NodeJS.Signals = "SIGTERM"): Promise<void> => end(child, pidFile, signal);
  try {
    await waitUntil(`${options.name} is ready`, () => hasEnded(child) || options.isReady(), 60_000);
    if (hasEnded(child)) throw new Error(`${options.name} ended with ${child.exitCode ?? child.signalCode}`);
  } catch (error) {
    await stop("SIGKILL");
    throw new Error(`${options.name} did not start; it said:\n${log().slice(-2_000)}`, { cause: error });
  }
  return { pid: child.pid ?? 0, log, stop };
}

async function launch(options: DaemonOptions): Promise<{ child: ChildProcess; logFile: string; pidFile: string }> {
  const logFile = join(options.folder, `${options.name}.log`);
  const pidFile = join(options.folder, `${options.name}.pid`);
  const output = openSync(logFile, "a");
  const child = spawn(options.command, options.args, {
    cwd: options.folder,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  await once(child, "spawn");
  running.add(child);
  child.once("exit", () => running.delete(child));
  writeFileSync(pidFile, String(child.pid));
  return { child, logFile, pidFile };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function end(child: ChildProcess, pidFile: string, signal: NodeJS.Signals): Promise<void> {
  if (!hasEnded(child)) {
    const ended = once(child, "exit");
    child.kill(signal);
    const insist = setTimeout(() => child.kill("SIGKILL"), 30_000);
    await ended;
    clearTimeout(insist);
  }
  rmSync(pidFile, { force: true });
}
