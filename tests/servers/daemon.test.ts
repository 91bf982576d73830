import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { leaveNothingBehind } from "./clean-up.ts";
import { type Daemon, startDaemon } from "./daemon.ts";
import { temporaryFolder } from "./folders.ts";
import { waitUntil } from "./wait-until.ts";

const livesOn = "console.log('at work'); setInterval(() => {}, 1000)";

function startScript(script: string, folder: string): Promise<Daemon> {
  const isReady = (): Promise<boolean> => Promise.resolve(existsSync(join(folder, "script.pid")));
  return startDaemon({ name: "script", command: process.execPath, args: ["-e", script], folder, isReady });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it("runs a server until it is asked to stop, twice if need be", async () => {
  const daemon = await startScript(livesOn, temporaryFolder("daemon"));
  expect(isAlive(daemon.pid)).toBe(true);
  await waitUntil("it has said something", () => daemon.log().includes("at work"));

  await daemon.stop();
  await daemon.stop();

  expect(isAlive(daemon.pid)).toBe(false);
});

it("tells what a server said that ended before it was ready", async () => {
  const folder = temporaryFolder("daemon");
  const start = startDaemon({
    name: "script",
    command: process.execPath,
    args: ["-e", "console.error('port already in use'); process.exit(3)"],
    folder,
    isReady: () => Promise.resolve(false),
  });

  await expect(start).rejects.toThrow("port already in use");
});

it("tells that a server is not on this machine", async () => {
  const folder = temporaryFolder("daemon");
  const start = startDaemon({ name: "script", command: "no-such-server", args: [], folder, isReady: () => Promise.resolve(false) });

  await expect(start).rejects.toThrow("ENOENT");
});

it.runIf(process.platform === "linux")("kills at the end of a run the servers that nobody stopped", async () => {
  const runFolder = mkdtempSync(join(tmpdir(), "vigie-run-"));
  const forgotten = await startScript(livesOn, mkdtempSync(join(runFolder, "server-")));

  await leaveNothingBehind(runFolder);

  await waitUntil("the forgotten server is gone", () => !isAlive(forgotten.pid));
  expect(existsSync(runFolder)).toBe(false);
});
