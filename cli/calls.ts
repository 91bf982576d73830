import { exitCodes } from "../settings/exit-codes.ts";
import { runCallsImport } from "./calls-import.ts";
import { runCallsRead } from "./calls-read.ts";
import { callsFr, callsHelp } from "./fr-calls.ts";
import type { Io } from "./io.ts";
import { usageProblem } from "./settings-command.ts";

/** `vigie calls read …` and `vigie calls import …` */
export async function runCallsCommand(argv: readonly string[], io: Io): Promise<number> {
  const [action, ...rest] = argv;
  if (action === "read") return runCallsRead(rest, io);
  if (action === "import") return runCallsImport(rest, io);
  if (action !== "--help" && action !== "-h") return usageProblem(callsFr.actionWanted(action), "calls", io);
  io.stdout(callsHelp);
  return exitCodes.done;
}
