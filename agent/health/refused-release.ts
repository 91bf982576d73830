import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AgentHealth } from "../../contract/envelope.ts";

/**
 * The release that failed its trial here, as `vigie-agent-release` notes it for the one it put back: a name, how the service ended, when.
 * null: none did, or nobody manages releases here.
 */
export function refusedRelease(env: NodeJS.ProcessEnv): NonNullable<AgentHealth["refusedRelease"]> | null {
  const folder = env["RUNTIME_DIRECTORY"];
  if (folder === undefined) return null;
  try {
    const found = /^([A-Za-z0-9.+~-]{1,80}) ([a-z-]{1,40}) /.exec(readFileSync(join(folder, "refused"), "utf8"));
    const [, release, reason] = found ?? [];
    return release === undefined || reason === undefined ? null : { release, reason };
  } catch {
    return null;
  }
}
