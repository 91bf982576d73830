import { createHash } from "node:crypto";
import { chmodSync, cpSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { settle } from "./file-tree.ts";
import { run } from "./run-program.ts";

export interface DebianPackageOptions {
  readonly root: string;
  /** The files as they lie on a machine; taken as it is, and completed. */
  readonly tree: string;
  readonly out: string;
  readonly version: string;
  readonly maintainer: string;
  readonly epochS: number;
  readonly isQuick: boolean;
}

export interface DebianPackage {
  readonly file: string;
  readonly installedBytes: number;
}

export async function makeDebianPackage({
  root,
  tree,
  out,
  version,
  maintainer,
  epochS,
  isQuick,
}: DebianPackageOptions): Promise<DebianPackage> {
  const files = globSync("**/*", { cwd: tree, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(tree.length + 1))
    .filter((file) => !file.startsWith("DEBIAN/"))
    .sort();
  const installedBytes = files.reduce((sum, file) => sum + statSync(join(tree, file)).size, 0);
  const control = join(tree, "DEBIAN");
  mkdirSync(control);
  const words = readFileSync(join(root, "packaging/debian/control"), "utf8")
    .replace("@VERSION@", version)
    .replace("@MAINTAINER@", maintainer)
    .replace("@INSTALLED_KIB@", String(Math.ceil(installedBytes / 1024)));
  writeFileSync(join(control, "control"), words);
  const sumOf = (file: string) =>
    createHash("md5")
      .update(readFileSync(join(tree, file)))
      .digest("hex");
  writeFileSync(join(control, "md5sums"), files.map((file) => `${sumOf(file)}  ${file}\n`).join(""));
  for (const script of ["postinst", "prerm", "postrm"]) {
    cpSync(join(root, "packaging/debian", script), join(control, script));
    chmodSync(join(control, script), 0o755);
  }
  settle(control, epochS);
  const file = join(out, `vigie-agent_${version}_amd64.deb`);
  const compression = isQuick ? ["-Zgzip", "-z1"] : ["-Zxz", "-z6", "--threads-max=2"];
  await run("dpkg-deb", ["--root-owner-group", ...compression, "--build", tree, file], { env: { SOURCE_DATE_EPOCH: String(epochS) } });
  return { file, installedBytes };
}
