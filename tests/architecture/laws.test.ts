import { homedir, tmpdir } from "node:os";
import { dirname } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { projectFolder } from "./cruise.ts";
import { projectFiles, sourceFiles, textOf } from "./project-files.ts";

const product = /^(agent|collector|contract|dashboards|settings|simulator|cli)\//;
const isText = (file: string): boolean => !/\.(png|jpg|ico|woff2?|pdf|gz|sqlite)$/.test(file);

describe("the files of the project", () => {
  it("have one subject each: none is longer than 400 lines", () => {
    const long = sourceFiles().filter((file) => textOf(file).split("\n").length > 401);

    expect(long).toEqual([]);
  });

  it("speak of no machine and of no package registry", () => {
    const registry = /:\/\/[^\s/"']*(registry|mirror|artifactory|deb\.debian|pypi|crates)\b/;
    const elsewhere = (text: string): boolean => registry.test(text) || foldersOfThisMachine().some((folder) => text.includes(folder));
    const files = projectFiles().filter(isText);

    expect(files).toContain("package-lock.json");
    expect(files.filter((file) => elsewhere(textOf(file)))).toEqual([]);
  });

  it("show people French words from files named fr.ts and no others", () => {
    const files = sourceFiles().filter((file) => product.test(file) && !isFrench(file));
    const strays = files.flatMap((file) => frenchLiterals(file).map((literal) => `${file}: ${literal}`));

    expect(files.length).toBeGreaterThan(50);
    expect(strays).toEqual([]);
  });
});

describe("the documents", () => {
  it("name only npm scripts that exist", () => {
    const documents = projectFiles().filter((file) => file.endsWith(".md"));
    const named = documents.flatMap((file) => [...textOf(file).matchAll(/\bnpm run ([a-z:]+)/g)].map((match) => match[1] ?? ""));

    expect(named.filter((name) => !Object.hasOwn(manifest.scripts, name))).toEqual([]);
  });
});

/** Where the project stands here, and where this machine keeps what is its own. A folder at the root says nothing: it is a beginning of many words. */
function foldersOfThisMachine(): string[] {
  const folders = [projectFolder.replace(/\/$/, ""), dirname(projectFolder), homedir(), tmpdir()];
  return [...new Set(folders)].filter((folder) => folder !== "/").map((folder) => `${folder}/`);
}

/** Names of places are the same in every language, so the fleet of the demonstration may bear them. */
function isFrench(file: string): boolean {
  return /(^|\/)fr(-[a-z-]+)?\.ts$|\/fr\/|^simulator\/fleet\//.test(file);
}

/** Texts in quotes with a letter that English does not have. Comments may name Mégalis. */
function frenchLiterals(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) {
      if (/[àâçéèêëîïôùûœ«»]/i.test(node.text)) found.push(node.text.trim().slice(0, 60));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest));
  return found;
}
