import { spawnSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { temporaryFolder } from "./folders.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));

it("ends the run with one plain line of counts and the reasons of what was not run", () => {
  const folder = temporaryFolder("closing-line");
  const files = {
    "good.test.ts": `import { it } from "vitest"; it("passes", () => {}); it("passes too", () => {});`,
    "bad.test.ts": `import { it } from "vitest"; it("fails", () => { throw new Error("as planned"); });`,
    "broken.test.ts": `import "./nowhere.ts";`,
    "absent.test.ts": `import { describe, it } from "vitest"; describe.skip("x [not run: no server here]", () => { it("y", () => {}); });`,
    "vitest.config.ts": `import { closingLine } from "${project}tests/servers/closing-line.ts"; export default { test: { reporters: [closingLine()] } };`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));

  const run = spawnSync(process.execPath, [join(project, "node_modules/vitest/vitest.mjs"), "run", "--root", folder], { encoding: "utf8" });

  expect(run.stdout).toContain("Not run: absent.test.ts: no server here\n");
  expect(run.stdout.endsWith("\n2 passed, 2 failed, 1 skipped\n")).toBe(true);
  expect(run.status).toBe(1);
});
