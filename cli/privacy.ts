import { loadCollector } from "../collector/config/load-collector.ts";
import { DeclarationsClosed } from "../collector/ledger/sqlite-declarations.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { SettingsError } from "../settings/problem.ts";
import { readArguments } from "./arguments.ts";
import { commonFr } from "./fr.ts";
import { deskFr } from "./fr-desk.ts";
import { privacyFr, privacyHelp, scannedFr } from "./fr-privacy.ts";
import type { Io } from "./io.ts";
import { printable, printableJson } from "./printable.ts";
import { type Scanned, scanInflux, scanLedger, scanLog } from "./privacy-audit.ts";
import { settingsProblems, usageProblem } from "./settings-command.ts";

const mostLogs = 100;
/** Something was found. */
const found = 2;

/** `vigie privacy audit`, on the collector's machine, while the collector runs or not. */
export async function runPrivacyCommand(argv: readonly string[], io: Io): Promise<number> {
  const words = readArguments(argv, { options: ["config"], flags: ["json"], maxPositionals: 1 + mostLogs });
  if ("problem" in words) return usageProblem(words.problem, "privacy", io);
  if (words.flags.has("help")) {
    io.stdout(privacyHelp);
    return exitCodes.done;
  }
  const [action, ...logs] = words.positionals;
  const config = words.options.get("config");
  if (action !== "audit") return usageProblem(privacyFr.actionWanted, "privacy", io);
  if (config === undefined) return usageProblem(commonFr.configWanted, "privacy", io);
  try {
    return report(await scanAll(config, logs), words.flags.has("json"), io);
  } catch (error) {
    if (error instanceof SettingsError) return settingsProblems(error, io);
    if (!(error instanceof DeclarationsClosed)) throw error;
    io.stderr(deskFr.closed(error.why, error.message));
    return exitCodes.failure;
  }
}

async function scanAll(config: string, logs: readonly string[]): Promise<Scanned[]> {
  const { settings } = loadCollector(config);
  const scanned = [scanLedger(settings)];
  if (settings.influx !== null) scanned.push(await scanInflux(settings.influx, settings.inventoryFile));
  for (const log of logs) scanned.push(await scanLog(log, [config, settings.inventoryFile]));
  return scanned;
}

function report(scanned: readonly Scanned[], isJson: boolean, io: Io): number {
  const findings = scanned.reduce((sum, one) => sum + one.findings.length, 0);
  const isWhole = scanned.every(({ problem }) => problem === null);
  if (isJson) io.stdout(printableJson({ findings, scanned }));
  else {
    for (const one of scanned) io.stdout(scannedFr(one).split("\n").map(printable).join("\n"));
    if (findings > 0) io.stdout(privacyFr.found(findings));
    else if (isWhole) io.stdout(privacyFr.clean);
  }
  if (findings > 0) return found;
  return isWhole ? exitCodes.done : exitCodes.failure;
}
