import { FleetError } from "../collector/fleet/fleet-file.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { nearestWord } from "../settings/nearest.ts";
import { formatProblem } from "../settings/problem.ts";
import { addAgent, revokeAgent, rotateAgent, showHistory } from "./agents-acts.ts";
import { listAgents } from "./agents-list.ts";
import { type Office, openOffice } from "./agents-office.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { commonFr } from "./fr.ts";
import { agentsFr, agentsHelp } from "./fr-agents.ts";
import type { Io } from "./io.ts";
import { settingsProblems, usageProblem } from "./settings-command.ts";

/** What an action does in the office; gives the exit code. `name`: the agent or site that was named. */
type Act = (office: Office, name: string, found: Arguments, io: Io) => Promise<number> | number;

const acts: Readonly<Record<string, Act>> = {
  add: addAgent,
  list: listAgents,
  revoke: revokeAgent,
  rotate: rotateAgent,
  history: showHistory,
};

/** `vigie agents add|list|revoke|rotate|history`, on the collector's machine, while the collector runs or not. */
export async function runAgentsCommand(argv: readonly string[], io: Io): Promise<number> {
  const found = readArguments(argv, { options: ["config"], flags: ["json"], maxPositionals: 2 });
  if ("problem" in found) return usageProblem(found.problem, "agents", io);
  if (found.flags.has("help")) {
    io.stdout(agentsHelp);
    return exitCodes.done;
  }
  const [action, name] = found.positionals;
  const act = action !== undefined && Object.hasOwn(acts, action) ? acts[action] : undefined;
  if (act === undefined) {
    const nearest = action === undefined ? null : nearestWord(action, Object.keys(acts));
    return usageProblem(agentsFr.actionWanted(action, nearest), "agents", io);
  }
  const isNameWanted = act !== listAgents;
  if (isNameWanted && name === undefined) return usageProblem(agentsFr.nameWanted, "agents", io);
  if (!isNameWanted && name !== undefined) return usageProblem(agentsFr.noNameWanted(name), "agents", io);
  const config = found.options.get("config");
  if (config === undefined) return usageProblem(commonFr.configWanted, "agents", io);
  return inOffice(config, io, (office) => act(office, name ?? "", found, io));
}

async function inOffice(config: string, io: Io, work: (office: Office) => Promise<number> | number): Promise<number> {
  let office: Office;
  try {
    office = openOffice(config);
  } catch (error) {
    const isOfSystem = error instanceof Error && "syscall" in error;
    if (!(error instanceof FleetError || isOfSystem)) return settingsProblems(error, io);
    io.stderr(agentsFr.fleetUnreadable(error.message));
    return exitCodes.failure;
  }
  if (office.settings === null) io.stderr(agentsFr.settingsWrong(office.problems.map(formatProblem), config));
  try {
    const code = await work(office);
    if (office.madeFor !== null && code === exitCodes.done) io.stderr(agentsFr.folderMade(office.madeFor));
    return code;
  } finally {
    office.fleet.close();
  }
}
