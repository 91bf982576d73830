import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sourceFolders } from "../../scripts/source-folders.ts";
import { projectFolder } from "./cruise.ts";

/** What .gitignore names: made on a machine, not part of the project. */
const notOurs = new Set([".git", "node_modules", "coverage", ".data", ".tools", "dist"]);

/** Path from the root of every file of the project, as a clean checkout would have it. */
export function projectFiles(): string[] {
  return globSync("{*,.*}{,/**/*}", {
    cwd: projectFolder,
    withFileTypes: true,
    exclude: (entry) => notOurs.has(entry.name),
  })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".log"))
    .map((entry) => join(entry.parentPath, entry.name).slice(projectFolder.length));
}

/** Every TypeScript file of every room, tests included. */
export function sourceFiles(): string[] {
  return sourceFolders(projectFolder).flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: projectFolder }));
}

export function textOf(file: string): string {
  return readFileSync(join(projectFolder, file), "utf8");
}
