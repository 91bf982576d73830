import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { sourceFolders } from "../../scripts/source-folders.ts";

export const projectFolder = fileURLToPath(new URL("../..", import.meta.url));

/** What dependency-cruiser says of a tree of folders; only the parts we look at. */
export interface Cruise {
  readonly modules: readonly { readonly source: string; readonly dependencies: readonly { readonly resolved: string }[] }[];
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly to: string; readonly rule: { readonly name: string } }[];
    readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
  };
}

/** Runs the tool as `npm run check` does, with our rules, over the sources below `root`. */
export function cruise(root: string): Cruise {
  const tool = `${projectFolder}node_modules/dependency-cruiser/bin/dependency-cruiser.mjs`;
  const rules = `${projectFolder}.dependency-cruiser.mjs`;
  const run = spawnSync(process.execPath, [tool, "--config", rules, "--output-type", "json", ...sourceFolders(root)], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (run.stdout === "") throw new Error(`dependency-cruiser said nothing: ${run.stderr}`);
  return JSON.parse(run.stdout) as Cruise;
}
