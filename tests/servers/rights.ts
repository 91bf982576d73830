import { execFileSync } from "node:child_process";
import { missingPrograms, type ProgramName } from "./programs.ts";
import { describeWithServers, listAsNotRun } from "./requirements.ts";

/** What a test needs of the machine beside its programs; `attempt` does the least of what the test will do. */
export interface Rights {
  readonly programs: readonly ProgramName[];
  readonly attempt: () => unknown;
}

/**
 * Tests that mount a small disk, or start a machine of their own. Where the kernel or a container refuses, they are listed as not
 * run, with its words; a program that is missing is told as everywhere.
 */
export async function describeWithRights({ programs, attempt }: Rights, title: string, body: () => void): Promise<void> {
  const refusal = missingPrograms(programs).length > 0 ? null : await refusalOf(attempt);
  if (refusal === null) describeWithServers(programs, title, body);
  else listAsNotRun(title, [refusal]);
}

/** A disk that nobody else sees. */
export const toMount: Rights = { programs: [], attempt: mountSmallDisk };

function mountSmallDisk(): void {
  const mount = 'mount -t tmpfs -o size=1m vigie-test "$1"';
  execFileSync("unshare", ["--mount", "--map-root-user", "sh", "-c", mount, "sh", "/mnt"], { encoding: "utf8", stdio: "pipe" });
}

async function refusalOf(attempt: () => unknown): Promise<string | null> {
  try {
    await attempt();
    return null;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return `this machine refuses: ${words.trim().split("\n").at(-1) ?? ""}`;
  }
}
