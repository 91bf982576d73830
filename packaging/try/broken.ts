import { globSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Ways in which a release can be bad. */
export const faults = {
  /** It ends as soon as it starts. */
  crashing: (folder: string): void => writeFileSync(join(folder, "lib/vigie.mjs"), "process.exitCode = 1;\n"),
  /** It runs, asks, and hears no web interface any more: the library was lost on the way. It happened. */
  deaf: (folder: string): void => {
    for (const file of globSync("lib/undici-*.mjs", { cwd: folder })) writeFileSync(join(folder, file), "export {};\n");
  },
} as const;
export type Fault = keyof typeof faults;
