import { existsSync } from "node:fs";
import { join } from "node:path";

const folders = [
  "agent",
  "bench",
  "cli",
  "collector",
  "contract",
  "dashboards",
  "packaging",
  "scripts",
  "settings",
  "simulator",
  "tests",
] as const;

/** Folders of TypeScript below `root`, among those the project may have. */
export function sourceFolders(root: string): string[] {
  return folders.filter((folder) => existsSync(join(root, folder)));
}
