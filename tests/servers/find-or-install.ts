import { installMissing } from "./install-missing.ts";
import { programNames } from "./programs.ts";
import { whyMissing } from "./requirements.ts";

const doneVariable = "VIGIE_TESTS_SERVERS";

/** Runs once before the tests that need real servers: finds them, or installs them where that is allowed. */
export function setup(): void {
  // Two projects of vitest.config.ts name this file; the first one does the work.
  if (process.env[doneVariable] !== undefined) return;
  const missing = installMissing(programNames, (line) => process.stdout.write(`${line}\n`));
  for (const name of missing) process.stdout.write(`Tests that need ${name} cannot run: ${whyMissing(name)}\n`);
  process.env[doneVariable] = "found";
}
