import { exitCodes } from "../settings/exit-codes.ts";
import { formatProblem, SettingsError } from "../settings/problem.ts";
import { NotUtcError, requireUtc } from "../settings/require-utc.ts";
import { readArguments } from "./arguments.ts";
import { commonFr } from "./fr.ts";
import type { Io } from "./io.ts";

/** A program started from one settings file: `vigie agent` and `vigie collector` differ by these parts only. */
export interface SettingsCommand<Settings> {
  readonly name: string;
  readonly help: string;
  /** Throws SettingsError. */
  readonly load: (file: string) => Settings;
  /** What `--check` says about settings that are right, in French. */
  readonly summary: (settings: Settings) => string;
  /** Runs until told to stop; gives the exit code. @param file where the settings stand */
  readonly run: (settings: Settings, file: string) => Promise<number>;
}

export async function runSettingsCommand<Settings>(command: SettingsCommand<Settings>, argv: readonly string[], io: Io): Promise<number> {
  const found = readArguments(argv, { options: ["config"], flags: ["check"], maxPositionals: 0 });
  if ("problem" in found) return usageProblem(found.problem, command.name, io);
  if (found.flags.has("help")) {
    io.stdout(command.help);
    return exitCodes.done;
  }
  const file = found.options.get("config");
  if (file === undefined) return usageProblem(commonFr.configWanted, command.name, io);
  try {
    requireUtc();
    const settings = command.load(file);
    if (!found.flags.has("check")) return await command.run(settings, file);
    io.stdout(`${commonFr.correctSettings(file)}\n${command.summary(settings)}`);
    return exitCodes.done;
  } catch (error) {
    return settingsProblems(error, io);
  }
}

export function usageProblem(problem: string, command: string, io: Io): number {
  io.stderr(commonFr.usage(problem, command));
  return exitCodes.usage;
}

/** Prints what must be corrected before a start; any other error goes on its way. */
export function settingsProblems(error: unknown, io: Io): number {
  if (error instanceof SettingsError) {
    for (const problem of error.problems) io.stderr(`${formatProblem(problem)}\n`);
    io.stderr(commonFr.problemCount(error.problems.length));
    return exitCodes.configuration;
  }
  if (!(error instanceof NotUtcError)) throw error;
  io.stderr(`${error.message}\n`);
  return exitCodes.configuration;
}
