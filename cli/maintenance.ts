import { exitCodes } from "../settings/exit-codes.ts";
import { nearestWord } from "../settings/nearest.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { atDesk, type DeskOffice } from "./desk-office.ts";
import { commonFr } from "./fr.ts";
import { maintenanceFr, maintenanceHelp } from "./fr-maintenance.ts";
import type { Io } from "./io.ts";
import { addMaintenance, correctOne, withdrawOne } from "./maintenance-acts.ts";
import { listMaintenances, showMaintenance } from "./maintenance-list.ts";
import { correctionIn, planOptions, reasonIn, WordsWrong, wishIn } from "./maintenance-options.ts";
import { usageProblem } from "./settings-command.ts";

/** What is to be done once the words are right. @throws WordsWrong */
type Plan = (found: Arguments, id: string, io: Io) => (office: DeskOffice) => Promise<number>;

const actions: Readonly<Record<string, { readonly plan: Plan; readonly isOfOne: boolean }>> = {
  add: { isOfOne: false, plan: (found, _, io) => addMaintenance(wishIn(found), found.flags.has("json"), io) },
  list: { isOfOne: false, plan: ({ flags }, _, io) => listMaintenances(flags.has("all"), flags.has("json"), io) },
  correct: { isOfOne: true, plan: (found, id, io) => correctOne(id, correctionIn(found), found.flags.has("json"), io) },
  withdraw: { isOfOne: true, plan: (found, id, io) => withdrawOne(id, reasonIn(found), found.flags.has("json"), io) },
  history: { isOfOne: true, plan: ({ flags }, id, io) => showMaintenance(id, flags.has("json"), io) },
};

/** `vigie maintenance add|list|correct|withdraw|history`, on the collector's machine, while the collector runs or not. */
export async function runMaintenanceCommand(argv: readonly string[], io: Io): Promise<number> {
  const accepted = { options: [...planOptions, "config"], flags: ["network", "once", "all", "json"], maxPositionals: 2 };
  const found = readArguments(argv, accepted);
  if ("problem" in found) return usageProblem(found.problem, "maintenance", io);
  if (found.flags.has("help")) {
    io.stdout(maintenanceHelp);
    return exitCodes.done;
  }
  try {
    const work = planned(found, io);
    const config = found.options.get("config");
    if (config === undefined) throw new WordsWrong(commonFr.configWanted);
    return await atDesk(config, io, work);
  } catch (error) {
    if (!(error instanceof WordsWrong)) throw error;
    return usageProblem(error.message, "maintenance", io);
  }
}

function planned(found: Arguments, io: Io): (office: DeskOffice) => Promise<number> {
  const [name, id] = found.positionals;
  const action = name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined) {
    throw new WordsWrong(maintenanceFr.actionWanted(name, name === undefined ? null : nearestWord(name, Object.keys(actions))));
  }
  if (action.isOfOne && id === undefined) throw new WordsWrong(maintenanceFr.idWanted);
  if (!action.isOfOne && id !== undefined) throw new WordsWrong(maintenanceFr.unexpectedWord(id));
  return action.plan(found, (id ?? "").toUpperCase(), io);
}
