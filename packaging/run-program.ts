import { spawn } from "node:child_process";
import { packageFr } from "./fr.ts";

/** What the person who builds has to mend; the message is all there is to say. */
export class PackageError extends Error {
  override readonly name = "PackageError";
}

/** Programs of the system that a build needs, and Debian's package of each. */
const debianPackageOf = {
  "dpkg-deb": "dpkg",
  strip: "binutils",
  tar: "tar",
  xz: "xz-utils",
  cp: "coreutils",
  "systemd-nspawn": "systemd-container",
} as const;
export type SystemProgram = keyof typeof debianPackageOf;

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end and gives its words; a PackageError says which is missing, or what it complained of. */
export function run(program: SystemProgram, options: readonly string[], { cwd, env }: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, { cwd, env: { ...process.env, LC_ALL: "C.UTF-8", ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const said: Buffer[] = [];
    const complained: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => complained.push(chunk));
    child.once("error", () => reject(new PackageError(packageFr.missing(program, debianPackageOf[program]))));
    child.once("close", (code) => {
      const words = Buffer.concat(said).toString("utf8");
      if (code === 0) resolve(words);
      else reject(new PackageError(packageFr.failed(program, code, Buffer.concat(complained).toString("utf8") || words)));
    });
  });
}
