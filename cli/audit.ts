import { traceBody } from "../collector/desk/desk-answers.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { readArguments } from "./arguments.ts";
import { atLedger } from "./desk-office.ts";
import { commonFr } from "./fr.ts";
import { auditFr, auditHelp, traceFr } from "./fr-audit.ts";
import type { Io } from "./io.ts";
import { printableJson } from "./printable.ts";
import { usageProblem } from "./settings-command.ts";

const mostEntries = 10_000;
const usualEntries = "50";

/** `vigie audit`, on the collector's machine, while the collector runs or not. */
export async function runAuditCommand(argv: readonly string[], io: Io): Promise<number> {
  const found = readArguments(argv, { options: ["limit", "config"], flags: ["json"], maxPositionals: 0 });
  if ("problem" in found) return usageProblem(found.problem, "audit", io);
  if (found.flags.has("help")) {
    io.stdout(auditHelp);
    return exitCodes.done;
  }
  const limit = found.options.get("limit") ?? usualEntries;
  const number = /^\d{1,5}$/.test(limit) ? Number(limit) : 0;
  if (number < 1 || number > mostEntries) return usageProblem(auditFr.limitWrong(limit), "audit", io);
  const config = found.options.get("config");
  if (config === undefined) return usageProblem(commonFr.configWanted, "audit", io);
  return atLedger(config, io, async ({ declarations }) => {
    const entries = await declarations.trace(number);
    io.stdout(found.flags.has("json") ? printableJson(entries.map(traceBody)) : traceFr(entries, io.columns));
    return exitCodes.done;
  });
}
