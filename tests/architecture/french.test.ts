import ts from "typescript";
import { describe, expect, it } from "vitest";
import * as endpointWords from "../../collector/web/fr-endpoint.ts";
import * as formatWords from "../../collector/web/fr-format.ts";
import * as overviewWords from "../../collector/web/fr-overview.ts";
import * as pageWords from "../../collector/web/fr-page.ts";
import * as stateWords from "../../collector/web/fr-states.ts";
import { projectFiles, textOf } from "./project-files.ts";

const frenchFiles = projectFiles().filter((file) =>
  /^(agent|collector|contract|dashboards|settings|simulator|cli)\/.*\bfr(-[a-z-]+)?\.ts$/.test(file),
);

/** The lines of all texts of a file, a name in the place of what is filled in. */
function linesOf(file: string): string[] {
  const lines: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) && !ts.isImportDeclaration(node.parent)) lines.push(...node.text.split("\n"));
    else if (ts.isNoSubstitutionTemplateLiteral(node)) lines.push(...node.text.split("\n"));
    else if (ts.isTemplateExpression(node)) {
      lines.push(...[node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("X").split("\n"));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true));
  return lines;
}

/** Lines that show settings, a command or an address rather than French. */
const isExample = (line: string): boolean => /^\s*(?:- )?\{? ?[\w-]+: ?\S|^\s*[\w-]+:(?:$|\s+#)|\bMo-Fr\b|https?:|^ {2}vigie /.test(line);

/** A key and its value, named within a sentence. */
const setting = /\b[a-z]+(?:[A-Z][a-z]+)*: (?:true|false|verify|own)\b/g;

const faults: Readonly<Record<string, RegExp>> = {
  "no space before a colon": /[\p{L}\d)»]:(?=\s|$)/u,
  "no space before a semicolon": /[\p{L}\d)»];(?=\s|$)/u,
  "no space before an exclamation or question mark": /[\p{L}\d»][!?](?=\s|$)/u,
  "no space within quotation marks": /«\S|\S»/,
  "two kinds of apostrophes": /’/,
  "a space that is set by hand": /\u202f|\u00a0(?!%)/,
};

describe("the French words of the product", () => {
  it("are found in every room that speaks to people", () => {
    const rooms = new Set(frenchFiles.map((file) => file.split("/").slice(0, -1).join("/")));
    expect([...rooms]).toEqual(expect.arrayContaining(["cli", "collector/web", "collector/directory", "agent/config", "settings"]));
  });

  it.each(frenchFiles)("are written with an ordinary keyboard and the spaces of French: %s", (file) => {
    const wrong = linesOf(file)
      .filter((line) => !isExample(line))
      .map((line) => line.replace(setting, "X"))
      .flatMap((line) => Object.entries(faults).flatMap(([fault, pattern]) => (pattern.test(line) ? [`${fault}: ${line}`] : [])));

    expect(wrong).toEqual([]);
  });
});

/** Every text in what a file exports. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe("what the pages print of them", () => {
  it.each(Object.entries({ endpointWords, formatWords, overviewWords, pageWords, stateWords }))("is typeset: %s", (_, words) => {
    const wrong = textsIn(words).filter((text) => / [:;!?%»]|« |'|\u202f[:»]|\u00a0[;!?]/.test(text));

    expect(textsIn(words).length).toBeGreaterThan(5);
    expect(wrong).toEqual([]);
  });
});
