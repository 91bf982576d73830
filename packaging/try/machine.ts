import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { PackageError } from "../run-program.ts";
import { tryFr } from "./fr.ts";

/** What a command inside said, and how it ended. */
export interface Said {
  readonly code: number;
  readonly words: string;
}

/**
 * A machine of its own for the trial: this system's files under a layer that is thrown away, a systemd of its own, no network but
 * its loopback. Nothing of this machine is changed.
 */
export interface Machine {
  /** Runs a line of shell as root inside. */
  sh(line: string): Promise<Said>;
  /** Cuts the current, and switches it on again: nothing inside is told. */
  cutPower(): Promise<void>;
  close(): Promise<void>;
}

export interface MachineOptions {
  /** Folders of this machine that can be read inside, under the names given. */
  readonly folders: Readonly<Record<string, string>>;
}

const bootMs = 60_000;

/** Wants root, overlayfs and systemd-nspawn; throws a PackageError that says which is missing. */
export async function startMachine({ folders }: MachineOptions): Promise<Machine> {
  const layers = mkdtempSync(join(tmpdir(), "vigie-machine-"));
  for (const name of ["changes", "work", "root"]) mkdirSync(join(layers, name));
  let running = await boot(layers, folders);
  return {
    sh: (line) => running.sh(line),
    cutPower: async () => {
      await running.cut();
      running = await boot(layers, folders);
    },
    close: async () => {
      await running.cut();
      for (const tree of ["/sys/fs/cgroup", "/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified"]) removeGroups(join(tree, basename(layers)));
      rmSync(layers, { recursive: true, force: true });
    },
  };
}

async function boot(layers: string, folders: MachineOptions["folders"]) {
  const binds = Object.entries(folders).map(([name, folder]) => `--bind-ro=${folder}:${name}`);
  const mounts = `lowerdir=/,upperdir=${layers}/changes,workdir=${layers}/work`;
  const nspawn = ["systemd-nspawn", "--quiet", `--directory=${layers}/root`, "--register=no", "--keep-unit", "--private-network"];
  const options = ["--link-journal=no", "--console=pipe", ...binds, "--boot", "systemd.unit=basic.target"];
  // A mount space of its own: the layers are gone with the process, whatever becomes of us. Where no systemd gives it one, groups of
  // processes of its own too: two machines would take each other's services for theirs.
  const groups = `for tree in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
    [ -d /run/systemd/system ] || [ ! -e $tree/cgroup.procs ] || { mkdir -p $tree/${basename(layers)} && echo $$ > $tree/${basename(layers)}/cgroup.procs; }
  done`;
  const script = `${groups}; mount -t overlay overlay -o "${mounts}" "${layers}/root" && exec "$@"`;
  const child = spawn("unshare", ["--mount", "--propagation", "private", "sh", "-c", script, "sh", ...nspawn, ...options], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const words: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => void words.push(chunk.toString("utf8")));
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => resolve());
  });
  const leader = await leaderOf(child, words);
  const sh = (line: string) => inside(leader, line);
  return {
    sh,
    cut: async () => {
      // The init of the machine: the kernel ends everything else in it.
      if (child.exitCode === null && existsSync(`/proc/${leader}`)) process.kill(leader, "SIGKILL");
      await ended;
    },
  };
}

/** Folders of the kernel: each goes once it has none below it. */
function removeGroups(folder: string): void {
  if (!existsSync(folder)) return;
  for (const group of globSync("**/", { cwd: folder }).sort().toReversed()) rmdirSync(join(folder, group));
}

/** The first process of the machine, as this one counts, once it has started its services. */
async function leaderOf(child: ChildProcess, words: readonly string[]): Promise<number> {
  const endsAt = Date.now() + bootMs;
  while (Date.now() < endsAt && child.exitCode === null && child.pid !== undefined) {
    const leader = firstChildOf(child.pid);
    if (leader !== null && (await inside(leader, "systemctl is-system-running")).words.trim() === "running") return leader;
    await pause(200);
  }
  child.kill("SIGKILL");
  throw new PackageError(tryFr.noMachine(words.join("").trim().split("\n").slice(-5).join("\n")));
}

function firstChildOf(pid: number): number | null {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return children === "" ? null : Number(children.split(" ")[0]);
  } catch {
    return null;
  }
}

function inside(leader: number, line: string): Promise<Said> {
  const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C.UTF-8", DEBIAN_FRONTEND: "noninteractive" };
  return new Promise((resolve) => {
    execFile(
      "nsenter",
      [`--target=${leader}`, "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root", "--wd", "sh", "-c", line],
      { env, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), words: `${stdout}${stderr}` }),
    );
  });
}
