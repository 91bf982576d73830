import { exitCodes } from "../settings/exit-codes.ts";
import { readArguments } from "./arguments.ts";
import { historyOptions, historyOptionsOf } from "./calls-options.ts";
import { callsTable, totalsLines, totalsOf } from "./calls-report.ts";
import { callsFr, callsReadHelp } from "./fr-calls.ts";
import { readSavedHistory } from "./history-file.ts";
import type { Io } from "./io.ts";
import { printableJson } from "./printable.ts";
import { settingsProblems, usageProblem } from "./settings-command.ts";

/** `vigie calls read --family FAMILY FILE`: what a history saved from a codec says, in the words of the contract. */
export async function runCallsRead(argv: readonly string[], io: Io): Promise<number> {
  const found = readArguments(argv, { options: historyOptions, flags: ["json"], maxPositionals: 1 });
  if ("problem" in found) return usageProblem(found.problem, "calls read", io);
  if (found.flags.has("help")) {
    io.stdout(callsReadHelp);
    return exitCodes.done;
  }
  const [file] = found.positionals;
  if (file === undefined) return usageProblem(callsFr.fileWanted, "calls read", io);
  try {
    const options = historyOptionsOf(found);
    if ("problem" in options) return usageProblem(options.problem, "calls read", io);
    const { family } = options.driver;
    const history = await readSavedHistory(file, options, io, Date.now());
    if ("problem" in history) {
      io.stderr(`${history.problem}\n`);
      return exitCodes.failure;
    }
    const { records, dropped, calls } = history;
    if (found.flags.has("json")) io.stdout(printableJson({ family, records, dropped, totals: totalsOf(history), calls }));
    else io.stdout([...callsTable(calls, options.site.zone, io.columns), "", ...totalsLines(history, options.site.zone), ""].join("\n"));
    return exitCodes.done;
  } catch (error) {
    return settingsProblems(error, io);
  }
}
