import type { Directory } from "../collector/directory/directory.ts";
import { loadDirectory } from "../collector/directory/load-directory.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { readArguments } from "./arguments.ts";
import { directorySummary, inventoryFr, inventoryHelp } from "./fr-inventory.ts";
import type { Io } from "./io.ts";
import { settingsProblems, usageProblem } from "./settings-command.ts";

/** `vigie inventory check FILE` */
export function runInventoryCommand(argv: readonly string[], io: Io): number {
  const found = readArguments(argv, { options: [], flags: [], maxPositionals: 2 });
  if ("problem" in found) return usageProblem(found.problem, "inventory", io);
  if (found.flags.has("help")) {
    io.stdout(inventoryHelp);
    return exitCodes.done;
  }
  const [action, file] = found.positionals;
  if (action !== "check") return usageProblem(inventoryFr.actionWanted(action), "inventory", io);
  if (file === undefined) return usageProblem(inventoryFr.fileWanted, "inventory", io);
  return checkInventoryFile(file, io);
}

function checkInventoryFile(file: string, io: Io): number {
  let directory: Directory;
  try {
    directory = loadDirectory(file);
  } catch (error) {
    return settingsProblems(error, io);
  }
  io.stdout(`${inventoryFr.correct(file)}\n${directorySummary(directory, Math.floor(Date.now() / 1000))}`);
  return exitCodes.done;
}
