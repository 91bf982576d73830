import { chmodSync, cpSync, globSync, lstatSync, lutimesSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Payload } from "./payload.ts";

export interface FileTreeOptions {
  readonly root: string;
  readonly out: string;
  readonly version: string;
  readonly maintainer: string;
  readonly payload: Payload;
  /** s since 1970: the time of every file. */
  readonly epochS: number;
}

const docs = "usr/share/doc/vigie-agent";
/** Where each file of `packaging/files` lies on a machine. */
const placeOf: Readonly<Record<string, { readonly to: string; readonly mode: number }>> = {
  vigie: { to: "usr/bin/vigie", mode: 0o755 },
  release: { to: "usr/lib/vigie-agent/release", mode: 0o755 },
  "fr.sh": { to: "usr/lib/vigie-agent/fr.sh", mode: 0o644 },
  "vigie-agent.service": { to: "lib/systemd/system/vigie-agent.service", mode: 0o644 },
};

/** The files of the agent as they lie on a machine, for both the package and the archive. */
export function makeFileTree({ root, out, version, maintainer, payload, epochS }: FileTreeOptions): void {
  const put = (path: string, content: string | Buffer, mode = 0o644): void => {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), content);
    chmodSync(join(out, path), mode);
  };
  cpSync(payload.folder, join(out, "usr/lib/vigie-agent/payload"), { recursive: true });
  for (const [name, { to, mode }] of Object.entries(placeOf)) put(to, readFileSync(join(root, "packaging/files", name)), mode);
  mkdirSync(join(out, "usr/sbin"), { recursive: true });
  symlinkSync("../lib/vigie-agent/release", join(out, "usr/sbin/vigie-agent-release"));
  put(`${docs}/installation.md`, readFileSync(join(root, "docs/installation-agent.md")));
  put(`${docs}/copyright`, payload.copyright);
  put(`${docs}/changelog.gz`, gzipSync(changelogOf(version, maintainer, epochS), { level: 9 }));
  for (const example of ["agent-plan.yml", "agent.yml"])
    put(`${docs}/examples/${example}`, exampleOf(readFileSync(join(root, "docs/examples", example), "utf8")));
  for (const example of ["annuaire.yml", "scan.yml"])
    put(`${docs}/examples/${example}`, readFileSync(join(root, "docs/examples", example)));
  mkdirSync(join(out, "etc/vigie-agent/secrets"), { recursive: true });
  settle(out, epochS);
  chmodSync(join(out, "etc/vigie-agent/secrets"), 0o700);
}

/** Under systemd the data has a folder of its own; what is written beside the settings would be lost at the next start. */
function exampleOf(example: string): string {
  return example.replace(/^dataDir: .*$/m, "dataDir: /var/lib/vigie-agent         # le seul dossier où le service écrit");
}

function changelogOf(version: string, maintainer: string, epochS: number): string {
  const at = new Date(epochS * 1000).toUTCString().replace("GMT", "+0000");
  return `vigie-agent (${version}) unstable; urgency=medium\n\n  * What changed: CHANGELOG.md of the sources.\n\n -- ${maintainer}  ${at}\n`;
}

/** One time, and rights that do not depend on who builds. */
export function settle(folder: string, epochS: number): void {
  for (const entry of [folder, ...globSync("**/*", { cwd: folder }).map((name) => join(folder, name))].toReversed()) {
    const stats = lstatSync(entry);
    if (!stats.isSymbolicLink()) chmodSync(entry, stats.isDirectory() || (stats.mode & 0o100) !== 0 ? 0o755 : 0o644);
    lutimesSync(entry, epochS, epochS);
  }
}
