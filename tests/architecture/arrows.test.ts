import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cruise, cruise, projectFolder } from "./cruise.ts";
import { allowedImports, forbiddenImports, type Planted, plantProject } from "./planted-project.ts";
import { sourceFiles, textOf } from "./project-files.ts";

/** It reads and parses every file of the project: minutes on a machine that does ten other things. */
const cruiseTimeoutMs = 300_000;

describe("the arrows between rooms", () => {
  const files = sourceFiles();
  let found: Cruise;
  beforeAll(async () => {
    found = await cruise(projectFolder);
  }, cruiseTimeoutMs);

  it("are followed by every import of the project", () => {
    const broken = found.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);

    expect(broken).toEqual([]);
  });

  // Under a TypeScript it does not know, the tool reads no file and still says that all is well.
  it("were looked for in every file there is", () => {
    const read = new Set(found.modules.map((module) => module.source));

    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => !read.has(file))).toEqual([]);
  });

  it("were looked for in every import there is, types included", () => {
    const known = new Map(found.modules.map((module) => [module.source, module.dependencies.length]));
    const unread = files.filter((file) => (known.get(file) ?? 0) < new Set(importsOf(file)).size);

    expect(unread).toEqual([]);
  });

  it("see the libraries that the rules speak of", () => {
    const libraries = found.modules.flatMap((module) => module.dependencies.map((dependency) => dependency.resolved));

    expect(libraries.some((path) => path.startsWith("node_modules/typebox/"))).toBe(true);
    expect(libraries.some((path) => path.startsWith("node_modules/net-snmp/"))).toBe(true);
    expect(libraries).toContain("node:sqlite");
  });
});

describe("an arrow drawn the wrong way", () => {
  let planted: Planted;
  let found: Cruise;
  beforeAll(async () => {
    planted = plantProject();
    found = await cruise(planted.folder);
  }, cruiseTimeoutMs);
  afterAll(() => planted.remove());

  it.each(forbiddenImports)("is refused by the rule $rule", ({ rule, file, imports }) => {
    const broken = found.summary.violations.filter((violation) => violation.from === file);

    expect(
      broken.map((violation) => violation.rule.name),
      `${file} imports ${imports}`,
    ).toContain(rule);
  });

  it.each(allowedImports)("is not seen where the right way is taken: $file", ({ file }) => {
    expect(found.summary.violations.filter((violation) => violation.from === file)).toEqual([]);
  });

  it("is drawn here once for every rule", () => {
    const rules = found.summary.ruleSetUsed.forbidden.map((rule) => rule.name);

    expect(rules.filter((rule) => !forbiddenImports.some((planting) => planting.rule === rule))).toEqual([]);
  });
});

function importsOf(file: string): string[] {
  return [...textOf(file).matchAll(/^(?:import|export)\b[^;"`]*\bfrom "([^"]+)";$/gm)].map((match) => match[1] ?? "");
}
