import { parseOpeningHours } from "../collector/directory/opening-hours.ts";
import { type Printed, type PrintedPool, printPool, printScenario } from "../collector/sla/evaluation-text.ts";
import type { OpeningHours } from "../collector/sla/opening-hours.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { readArguments } from "./arguments.ts";
import { evaluationText, slaFr, slaHelp } from "./fr-sla.ts";
import type { Io } from "./io.ts";
import { settingsProblems, usageProblem } from "./settings-command.ts";
import { readScenarios, type Told } from "./sla-file.ts";

/** `vigie sla evaluate FILE [--json]` */
export function runSlaCommand(argv: readonly string[], io: Io): number {
  const found = readArguments(argv, { options: [], flags: ["json"], maxPositionals: 2 });
  if ("problem" in found) return usageProblem(found.problem, "sla", io);
  if (found.flags.has("help")) {
    io.stdout(slaHelp);
    return exitCodes.done;
  }
  const [action, file] = found.positionals;
  if (action !== "evaluate") return usageProblem(slaFr.actionWanted(action), "sla", io);
  if (file === undefined) return usageProblem(slaFr.fileWanted, "sla", io);
  return evaluate(file, found.flags.has("json"), io);
}

function evaluate(file: string, isJson: boolean, io: Io): number {
  let told: Told<Printed | PrintedPool>;
  try {
    told = readScenarios<Printed | PrintedPool>(file, (entry) => ("parts" in entry ? printPool(entry) : printScenario(entry, readHours)));
  } catch (error) {
    return settingsProblems(error, io);
  }
  const { results } = told;
  if (isJson) io.stdout(`${JSON.stringify(told.isList ? results : results[0], null, 2)}\n`);
  else io.stdout(results.map((result, index) => evaluationText(told.titles[index] ?? null, result)).join("\n"));
  return exitCodes.done;
}

function readHours(text: string): OpeningHours {
  const read = parseOpeningHours(text);
  if ("problem" in read) throw new Error(read.problem);
  return read.hours;
}
