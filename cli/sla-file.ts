import { type Static, Type } from "typebox";
import { type Pool, type Scenario, ScenarioError } from "../collector/sla/scenario.ts";
import { type Problem, SettingsError } from "../settings/problem.ts";
import { readYaml } from "../settings/read-yaml.ts";
import { openYaml } from "../settings/yaml-source.ts";
import { scenarioProblemFr } from "./fr-sla-evaluate.ts";
import * as schema from "./scenario-schema.ts";

/** A scenario, or one with a name and what its author expects, or seconds to pool: neither names nor expectations are worked out. */
const Entry = Type.Object(
  {
    id: Type.Optional(Type.String()),
    title: Type.Optional(Type.String()),
    expected: Type.Optional(Type.Unknown()),
    scenario: Type.Optional(schema.Scenario),
    parts: Type.Optional(schema.Pool.properties.parts),
    ...schema.Scenario.properties,
  },
  { additionalProperties: false },
);
type Entry = Static<typeof Entry>;

export interface Told<Result> {
  readonly isList: boolean;
  readonly titles: readonly (string | null)[];
  readonly results: readonly Result[];
}

/**
 * Reads a file of one scenario or a list of them, YAML and so JSON too, and works each out.
 * @throws SettingsError with every problem, each with its line
 */
export function readScenarios<Result>(file: string, work: (entry: Scenario | Pool) => Result): Told<Result> {
  const isList = Array.isArray(openYaml(file).value);
  const entries = isList ? readYaml(file, Type.Array(Entry)) : [readYaml(file, Entry)];
  const results: Result[] = [];
  const problems: Problem[] = [];
  for (const [index, entry] of entries.entries()) {
    try {
      results.push(work(bareOf(entry)));
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      const path = [...(isList ? [index] : []), ...(entry.scenario === undefined ? [] : ["scenario"]), ...error.path];
      problems.push(openYaml(file).problemAt(path, scenarioProblemFr(error.problem, error.detail)));
    }
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return { isList, titles: entries.map(({ id, title }) => [id, title].filter((word) => word !== undefined).join(" : ") || null), results };
}

function bareOf({ id: _id, title: _title, expected: _expected, scenario, parts, ...rest }: Entry): Scenario | Pool {
  if (scenario !== undefined) return scenario;
  return parts === undefined ? rest : { parts };
}
