import { parseOpeningHours } from "../collector/directory/opening-hours.ts";
import { type Printed, type PrintedPool, printPool, printScenario } from "../collector/sla/evaluation-text.ts";
import type { OpeningHours } from "../collector/sla/opening-hours.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import type { Arguments } from "./arguments.ts";
import { slaFr } from "./fr-sla.ts";
import { evaluationText } from "./fr-sla-evaluate.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { settingsProblems } from "./settings-command.ts";
import { readScenarios, type Told } from "./sla-file.ts";

/** `vigie sla evaluate FILE [--json]` */
export async function runSlaEvaluate({ positionals: [, file], flags }: Arguments, io: Io): Promise<number> {
  if (file === undefined) throw new WordsWrong(slaFr.fileWanted);
  return Promise.resolve(evaluate(file, flags.has("json"), io));
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
