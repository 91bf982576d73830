import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeArchive } from "./archive.ts";
import { makeDebianPackage } from "./debian-package.ts";
import { makeFileTree } from "./file-tree.ts";
import { packageFr } from "./fr.ts";
import { makePayload } from "./payload.ts";

export interface PackageOptions {
  readonly root: string;
  readonly out: string;
  readonly version: string;
  readonly maintainer: string;
  /** s since 1970. */
  readonly epochS: number;
  readonly isQuick: boolean;
  readonly onStep: (words: string) => void;
  /** The Debian package alone is enough. */
  readonly isDebianOnly?: boolean;
  /** Changes the release before it is sealed: how the trial makes one that cannot work. */
  readonly alter?: (folder: string) => void;
}

export interface Packages {
  readonly debianPackage: string;
  /** Null where it was not asked for. */
  readonly archive: string | null;
  readonly installedBytes: number;
}

/** The Debian package and the archive, from sources alone. */
export async function makePackages(options: PackageOptions): Promise<Packages> {
  const { root, out, version, epochS, onStep } = options;
  mkdirSync(out, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), "vigie-package-"));
  try {
    const { node, nodeVersion } = { node: process.execPath, nodeVersion: process.version };
    const payload = await makePayload({ root, out: join(work, "payload"), version, node, nodeVersion, onStep, alter: options.alter });
    const tree = join(work, "tree");
    makeFileTree({ root, out: tree, version, maintainer: options.maintainer, payload, epochS });
    onStep(packageFr.packing);
    const { file, installedBytes } = await makeDebianPackage({ ...options, tree });
    if (options.isDebianOnly === true) return { debianPackage: file, archive: null, installedBytes };
    onStep(packageFr.archiving);
    const archive = await makeArchive({ ...options, tree, work });
    return { debianPackage: file, archive, installedBytes };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
