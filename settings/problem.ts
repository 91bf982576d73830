/** From the root of a document to one value: keys and list indexes. */
export type KeyPath = readonly (string | number)[];

/** One thing to correct in a settings file. Lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `endpoints[3].host`; empty for the whole file. */
  readonly key: string;
  /** A French sentence, without the key. */
  readonly message: string;
}

/** Everything that is wrong with one file, at once. */
export class SettingsError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.name = "SettingsError";
    this.problems = problems;
  }
}

/** `agent.yml:12:5 endpoints[3].host : ne doit pas être vide` */
export function formatProblem(problem: Problem): string {
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  return problem.key === "" ? `${place} ${problem.message}` : `${place} ${problem.key} : ${problem.message}`;
}

export function formatKey(path: KeyPath): string {
  return path.reduce<string>((key, step) => {
    if (typeof step === "number") return `${key}[${step}]`;
    const word = /^[\w-]+$/u.test(step) ? step : JSON.stringify(step.slice(0, 80));
    return key === "" ? word : `${key}.${word}`;
  }, "");
}
