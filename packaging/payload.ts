import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleSite } from "./bundle.ts";
import { packageFr } from "./fr.ts";
import { copyrightOf } from "./licences.ts";
import { run } from "./run-program.ts";

export interface PayloadOptions {
  readonly root: string;
  readonly out: string;
  readonly version: string;
  /** The Node.js that is packed: the one that builds. */
  readonly node: string;
  readonly nodeVersion: string;
  readonly onStep: (words: string) => void;
  readonly alter: ((folder: string) => void) | undefined;
}

export interface Payload {
  readonly folder: string;
  /** Licences of all that is in it. */
  readonly copyright: string;
}

/** One release of the agent in a folder: Node.js, the program, how to start it, and the sums of all three. */
export async function makePayload({ root, out, version, node, nodeVersion, onStep, alter }: PayloadOptions): Promise<Payload> {
  for (const folder of ["bin", "lib"]) mkdirSync(join(out, folder), { recursive: true });
  onStep(packageFr.bundling);
  const { libraries } = await bundleSite({ root, out: join(out, "lib") });
  onStep(packageFr.stripping);
  await run("strip", ["--strip-all", "-o", join(out, "bin", "node"), node]);
  chmodSync(join(out, "bin", "node"), 0o755);
  copyFileSync(join(root, "packaging", "files", "start"), join(out, "start"));
  chmodSync(join(out, "start"), 0o755);
  writeFileSync(join(out, "package.json"), `${JSON.stringify({ name: "vigie-agent", version, type: "module" })}\n`);
  alter?.(out);
  seal(out, version);
  return { folder: out, copyright: copyrightOf(root, libraries, nodeVersion) };
}

/**
 * Writes the sums of all files, and the name of the release: its version and the beginning of the sum of sums, so that two builds
 * which differ are two releases although they bear one version.
 */
function seal(folder: string, version: string): void {
  const sums = sumsOf(folder, (file) => file !== "SHA256SUMS" && file !== "RELEASE");
  writeFileSync(join(folder, "SHA256SUMS"), sums);
  writeFileSync(join(folder, "RELEASE"), `${version}-${createHash("sha256").update(sums).digest("hex").slice(0, 8)}\n`);
}

/** As `sha256sum` writes them, for `sha256sum -c`. */
export function sumsOf(folder: string, isWanted: (file: string) => boolean): string {
  const files = globSync("**/*", { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter(isWanted)
    .sort();
  const sumOf = (file: string) =>
    createHash("sha256")
      .update(readFileSync(join(folder, file)))
      .digest("hex");
  return files.map((file) => `${sumOf(file)}  ${file}\n`).join("");
}
