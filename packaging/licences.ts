import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { libraryFolder } from "./bundle.ts";

const manifest = Compile(Type.Object({ version: Type.String(), license: Type.String() }));

/** The licences of all that a package carries, in one text: ours, those of the libraries in the bundle, that of Node.js. */
export function copyrightOf(root: string, libraries: readonly string[], nodeVersion: string): string {
  const ours = `vigie-agent\nLicence: EUPL-1.2\n\n${readFileSync(join(root, "LICENSE"), "utf8")}`;
  const node = `Node.js ${nodeVersion}, bin/node, without its symbols\n\n${licenceOfNode(root, nodeVersion)}`;
  return [ours, ...libraries.map((name) => licenceOf(root, name)), node]
    .map((text) => text.trim())
    .join(`\n\n${"-".repeat(80)}\n\n`)
    .concat("\n");
}

function licenceOf(root: string, name: string): string {
  const folder = libraryFolder(root, name);
  const { version, license } = manifest.Parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
  const file = readdirSync(folder)
    .sort()
    .find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  const text = file === undefined ? licenceInReadme(folder) : `\n\n${readFileSync(join(folder, file), "utf8")}`;
  return `${name} ${version}, bundled in lib/\nLicence: ${license}${text}`;
}

/** Some libraries say it there and nowhere else. */
function licenceInReadme(folder: string): string {
  const file = readdirSync(folder).find((entry) => /^readme/i.test(entry));
  const chapter = file === undefined ? null : /^#+ *licen[cs]e[\s\S]*$/im.exec(readFileSync(join(folder, file), "utf8"));
  return chapter === null ? "" : `\n\n${chapter[0]}`;
}

/** As it came with the release of the same major version; npm brings the program without it. */
function licenceOfNode(root: string, version: string): string {
  const major = /^v(\d+)\./.exec(version)?.[1] ?? "";
  return gunzipSync(readFileSync(join(root, "packaging", "licences", `node-${major}.txt.gz`))).toString("utf8");
}
