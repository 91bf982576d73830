import type { Static, TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { explain } from "./explain.ts";
import { schemaFr } from "./fr.ts";
import { type KeyPath, type Problem, SettingsError } from "./problem.ts";
import { type Sifted, sift } from "./sifted.ts";
import { openYaml } from "./yaml-source.ts";

/** Adds a problem at a place of the document. A message may name the line of another place. */
export type Report = (path: KeyPath, message: string | ((lineOf: LineOf) => string)) => void;
export type LineOf = (path: KeyPath) => number;

/** Rules no schema can tell. They see what is right in the document even when the rest is wrong, so that all is said at once. */
export type ExtraChecks<Document> = (document: Sifted<Document>, report: Report) => void;

/**
 * The one door for settings files. Reads, parses and checks the file, and either returns what it says or throws a SettingsError
 * that carries every problem, each with its line. Opens nothing but that file, and what the extra checks open.
 */
export function readYaml<Schema extends TSchema>(file: string, schema: Schema, extraChecks?: ExtraChecks<Static<Schema>>): Static<Schema> {
  const source = openYaml(file);
  const validator = Compile(schema);
  const isRight = (value: unknown): value is Static<Schema> => validator.Check(value);
  const { faults, isComplete } = isRight(source.value)
    ? { faults: [], isComplete: true }
    : explain(schema, source.value, (path) => source.textAt(path));
  const problems: Problem[] = [...source.problems, ...faults.map(({ path, message, place }) => source.problemAt(path, message, place))];

  if (!isComplete) problems.push(source.problemAt([], schemaFr.tooMany));
  const isRootRight = faults.every((fault) => fault.path.length > 0);
  if (isComplete && isRootRight) {
    const lineOf: LineOf = (path) => source.problemAt(path, "").line;
    const report: Report = (path, message) => {
      problems.push(source.problemAt(path, typeof message === "string" ? message : message(lineOf)));
    };
    extraChecks?.(sift<Static<Schema>>(source.value, faults), report);
  }
  if (problems.length === 0 && isRight(source.value)) return source.value;
  if (problems.length === 0) problems.push(source.problemAt([], schemaFr.unexpected));
  throw new SettingsError(problems.sort((a, b) => a.line - b.line || a.column - b.column));
}
