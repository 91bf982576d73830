import { changesOfThePast } from "../collector/accounts/keep-terms.ts";
import type { Directory } from "../collector/directory/directory.ts";
import { loadDirectory } from "../collector/directory/load-directory.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { readArguments } from "./arguments.ts";
import { atLedger } from "./desk-office.ts";
import { directorySummary, inventoryFr, inventoryHelp } from "./fr-inventory.ts";
import { pastChangesFr } from "./fr-sla-terms.ts";
import type { Io } from "./io.ts";
import { settingsProblems, usageProblem } from "./settings-command.ts";

/** `vigie inventory check FILE` */
export async function runInventoryCommand(argv: readonly string[], io: Io): Promise<number> {
  const found = readArguments(argv, { options: ["config"], flags: [], maxPositionals: 2 });
  if ("problem" in found) return usageProblem(found.problem, "inventory", io);
  if (found.flags.has("help")) {
    io.stdout(inventoryHelp);
    return exitCodes.done;
  }
  const [action, file] = found.positionals;
  if (action !== "check") return usageProblem(inventoryFr.actionWanted(action), "inventory", io);
  if (file === undefined) return usageProblem(inventoryFr.fileWanted, "inventory", io);
  return checkInventoryFile(file, found.options.get("config"), io);
}

async function checkInventoryFile(file: string, config: string | undefined, io: Io): Promise<number> {
  let directory: Directory;
  try {
    directory = loadDirectory(file);
  } catch (error) {
    return settingsProblems(error, io);
  }
  io.stdout(`${inventoryFr.correct(file)}\n${directorySummary(directory, Math.floor(Date.now() / 1000))}`);
  return config === undefined ? exitCodes.done : tellPastChanges(directory, config, io);
}

/** What of time that has passed this inventory says otherwise than the collector last worked with. */
function tellPastChanges(directory: Directory, config: string, io: Io): Promise<number> {
  return atLedger(config, io, async ({ declarations }) => {
    const changes = await changesOfThePast(declarations, directory, Math.floor(Date.now() / 1000));
    io.stdout(pastChangesFr(changes.filter(({ at }) => at === null)));
    return exitCodes.done;
  });
}
