import { chmodSync, cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { settle } from "./file-tree.ts";
import { sumsOf } from "./payload.ts";
import { run } from "./run-program.ts";

export interface ArchiveOptions {
  readonly root: string;
  /** The files as they lie on a machine; moved into the archive. */
  readonly tree: string;
  /** A folder for what is made on the way. */
  readonly work: string;
  readonly out: string;
  readonly version: string;
  readonly epochS: number;
  readonly isQuick: boolean;
}

/** The same files with scripts that place and remove them, for a Linux without dpkg. */
export async function makeArchive({ root, tree, work, out, version, epochS, isQuick }: ArchiveOptions): Promise<string> {
  const folder = join(work, `vigie-agent-${version}-linux-x64`);
  mkdirSync(folder);
  renameSync(tree, join(folder, "files"));
  rmSync(join(folder, "files/DEBIAN"), { recursive: true, force: true });
  for (const script of ["install.sh", "uninstall.sh"]) {
    cpSync(join(root, "packaging/tarball", script), join(folder, script));
    chmodSync(join(folder, script), 0o755);
  }
  cpSync(join(root, "docs/installation-agent.md"), join(folder, "INSTALLATION.md"));
  writeFileSync(
    join(folder, "SHA256SUMS"),
    sumsOf(folder, (file) => file !== "SHA256SUMS"),
  );
  settle(folder, epochS);
  const file = join(out, `${basename(folder)}.tar.${isQuick ? "gz" : "xz"}`);
  const compress = isQuick ? "gzip -1n" : "xz -6 -T2";
  const order = ["--sort=name", `--mtime=@${epochS}`, "--owner=0", "--group=0", "--numeric-owner", "--format=gnu"];
  await run("tar", [...order, `--use-compress-program=${compress}`, "-cf", file, "-C", work, basename(folder)]);
  return file;
}
