import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { missingPrograms, type ProgramName, programs } from "./programs.ts";

const policyFile = "/usr/sbin/policy-rc.d";

/** Only root of a Debian machine may install; everybody else is told what is missing, and nothing is tried. */
export function canInstall(): boolean {
  return process.platform === "linux" && process.getuid?.() === 0 && existsSync("/etc/debian_version") && existsSync("/usr/bin/apt-get");
}

/** Installs what is missing where that is allowed, and says so. Returns the programs that are still missing. */
export function installMissing(names: readonly ProgramName[], say: (line: string) => void): ProgramName[] {
  const missing = missingPrograms(names);
  if (missing.length === 0 || !canInstall()) return missing;
  const packages = [...new Set(missing.map((name) => programs[name].debianPackage))];
  say(`Installing Debian packages for the tests: ${packages.join(" ")}`);
  const problem = withoutStartingServices(() => aptGet(["update"]) ?? aptGet(["install", "-y", "--no-install-recommends", ...packages]));
  say(problem === null ? "Installed." : `Could not install them: ${problem}`);
  return missingPrograms(names);
}

/** Null when it went well, else the end of what apt-get said. */
function aptGet(args: readonly string[]): string | null {
  // Another apt may be running (unattended upgrades, a second test run): wait for its lock rather than fail.
  const run = spawnSync("apt-get", ["-o", "DPkg::Lock::Timeout=300", "-qq", ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    encoding: "utf8",
  });
  if (run.status === 0) return null;
  return `apt-get ${args[0]} ended with ${run.status ?? run.signal}: ${(run.stderr ?? "").trim().split("\n").slice(-5).join(" | ")}`;
}

/** The tests start their own servers on their own ports; the ones Debian would start at once would only be in the way. */
function withoutStartingServices<T>(work: () => T): T {
  if (existsSync(policyFile)) return work();
  writeFileSync(policyFile, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    return work();
  } finally {
    rmSync(policyFile, { force: true });
  }
}
