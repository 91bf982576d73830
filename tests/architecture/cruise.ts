import { execFile } from "node:child_process";
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
export async function cruise(root: string): Promise<Cruise> {
  const tool = `${projectFolder}node_modules/dependency-cruiser/bin/dependency-cruiser.mjs`;
  const rules = `${projectFolder}.dependency-cruiser.mjs`;
  const words = [tool, "--config", rules, "--output-type", "json", ...sourceFolders(root)];
  const options = { cwd: root, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 } as const;
  // It ends with the number of violations. Vitest gives up a worker that waits for it without listening.
  const said = await new Promise<{ text: string; complaint: string }>((resolve) => {
    execFile(process.execPath, words, options, (_, text, complaint) => resolve({ text, complaint }));
  });
  if (said.text === "") throw new Error(`dependency-cruiser said nothing: ${said.complaint}`);
  return JSON.parse(said.text) as Cruise;
}
