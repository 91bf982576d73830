import type { readFileSync } from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";

/**
 * Loaded before a program (`--import`): the machine it runs on was booted anew, under the name given here. Nothing else of the machine
 * changes. It stands for a power cut, which no test can make.
 */
export const bootVariable = "VIGIE_TESTS_BOOT";

const nameFile = "/proc/sys/kernel/random/boot_id";
const boot = process.env[bootVariable];
if (boot !== undefined) bootedAs(boot);

function bootedAs(name: string): void {
  const fs = createRequire(import.meta.url)("node:fs") as { readFileSync: typeof readFileSync };
  const trueRead = fs.readFileSync;
  const read = (...given: Parameters<typeof readFileSync>): unknown => (given[0] === nameFile ? `${name}\n` : trueRead(...given));
  Object.assign(fs, { readFileSync: read });
  syncBuiltinESMExports();
}
