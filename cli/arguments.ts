import { parseArgs } from "node:util";
import { nearestWord } from "../settings/nearest.ts";
import { argumentsFr } from "./fr.ts";

/** What a command accepts: options with a value, and flags. `--help` (and `-h`) is always one. */
export interface Accepted {
  readonly options: readonly string[];
  readonly flags: readonly string[];
  readonly maxPositionals: number;
}

export interface Arguments {
  readonly options: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
  readonly positionals: readonly string[];
}

/** The arguments by name, or the French sentence that says what is wrong with them. */
export function readArguments(argv: readonly string[], accepted: Accepted): Arguments | { readonly problem: string } {
  const flags = ["help", ...accepted.flags];
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: {
      ...Object.fromEntries(accepted.options.map((name) => [name, { type: "string" as const }])),
      ...Object.fromEntries(flags.map((name) => [name, { type: "boolean" as const, ...(name === "help" && { short: "h" }) }])),
    },
  });
  const found = { options: new Map<string, string>(), flags: new Set<string>(), positionals: new Array<string>() };
  for (const token of tokens) {
    if (token.kind === "positional") found.positionals.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    if (flags.includes(name)) {
      if (value !== undefined) return { problem: argumentsFr.noValueWanted(rawName) };
      found.flags.add(name);
    } else if (accepted.options.includes(name)) {
      if (value === undefined || value === "" || value.startsWith("-")) return { problem: argumentsFr.valueWanted(rawName) };
      if (found.options.has(name)) return { problem: argumentsFr.givenTwice(rawName) };
      found.options.set(name, value);
    } else {
      return { problem: argumentsFr.unknownOption(rawName, nearestWord(name, [...accepted.options, ...flags])) };
    }
  }
  const tooMany = found.positionals[accepted.maxPositionals];
  return tooMany === undefined ? found : { problem: argumentsFr.unexpectedWord(tooMany) };
}
