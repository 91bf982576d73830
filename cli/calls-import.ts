import { loadCollector } from "../collector/config/load-collector.ts";
import type { Directory } from "../collector/directory/directory.ts";
import type { HistoryImport, ImportError } from "../collector/ingest/import-history.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { nearestWord } from "../settings/nearest.ts";
import { requireUtc } from "../settings/require-utc.ts";
import { readArguments } from "./arguments.ts";
import { type HistoryOptions, historyOptions, historyOptionsOf } from "./calls-options.ts";
import { commonFr } from "./fr.ts";
import { callsFr, callsImportHelp, importFr } from "./fr-calls.ts";
import { type ReadHistory, readSavedHistory } from "./history-file.ts";
import type { Io } from "./io.ts";
import { settingsProblems, usageProblem } from "./settings-command.ts";

type Collector = ReturnType<typeof loadCollector>;

interface SavedFile {
  readonly file: string;
  readonly history: ReadHistory;
}

/** `vigie calls import --family FAMILY --endpoint ID --config FILE FILE…`: old histories into the ledger of a stopped collector. */
export async function runCallsImport(argv: readonly string[], io: Io): Promise<number> {
  const found = readArguments(argv, {
    options: [...historyOptions, "endpoint", "config"],
    flags: ["dry-run"],
    maxPositionals: Number.POSITIVE_INFINITY,
  });
  if ("problem" in found) return usageProblem(found.problem, "calls import", io);
  if (found.flags.has("help")) {
    io.stdout(callsImportHelp);
    return exitCodes.done;
  }
  const [config, endpoint, files] = [found.options.get("config"), found.options.get("endpoint"), found.positionals];
  if (config === undefined) return usageProblem(commonFr.configWanted, "calls import", io);
  if (endpoint === undefined) return usageProblem(importFr.endpointWanted, "calls import", io);
  if (files.length === 0) return usageProblem(callsFr.fileWanted, "calls import", io);
  try {
    requireUtc();
    const options = historyOptionsOf(found);
    if ("problem" in options) return usageProblem(options.problem, "calls import", io);
    const collector = loadCollector(config);
    if (collector.directory.endpoint(endpoint) === undefined) return complain(unknownEndpoint(endpoint, collector.directory), io);
    const saved = await readAll(files, options, io);
    if ("problem" in saved) return complain(saved.problem, io);
    return found.flags.has("dry-run") ? tellOnly(saved, io) : await importAll(collector, endpoint, saved, io);
  } catch (error) {
    return settingsProblems(error, io);
  }
}

function complain(problem: string, io: Io): number {
  io.stderr(`${problem}\n`);
  return exitCodes.failure;
}

function unknownEndpoint(endpoint: string, { endpoints }: Directory): string {
  const known = endpoints.map(({ id }) => id);
  return importFr.unknownEndpoint(endpoint, nearestWord(endpoint, known));
}

/** All files before the first is imported: a mistyped name must not leave half of the years behind. */
async function readAll(files: readonly string[], options: HistoryOptions, io: Io): Promise<SavedFile[] | { readonly problem: string }> {
  const saved: SavedFile[] = [];
  for (const file of files) {
    const history = await readSavedHistory(file, options, io, Date.now());
    if ("problem" in history) return history;
    saved.push({ file, history });
  }
  return saved;
}

function tellOnly(saved: readonly SavedFile[], io: Io): number {
  for (const { file, history } of saved) io.stdout(`${importFr.wouldImport(file, history.calls.length, history.dropped)}\n`);
  io.stdout(`${importFr.nothingWritten}\n`);
  return exitCodes.done;
}

async function importAll({ settings, directory }: Collector, endpoint: string, saved: readonly SavedFile[], io: Io): Promise<number> {
  const { importHistory } = await import("../collector/main.ts");
  const done: HistoryImport[] = [];
  for (const { file, history } of saved) {
    try {
      done.push(await importHistory(settings, directory, { endpoint, calls: history.calls }));
    } catch (error) {
      if (isImportError(error) && error.code === "COLLECTOR_RUNNING") return complain(importFr.collectorRunning(settings.dataDir), io);
      throw error;
    }
    io.stdout(`${importFr.imported(file, done.at(-1) ?? nothing, history.dropped)}\n`);
  }
  io.stdout(`${importFr.total(endpoint, done.reduce(sum, nothing))}\n`);
  return exitCodes.done;
}

const nothing: HistoryImport = { added: 0, completed: 0, alreadyThere: 0, leftOut: 0 };

function sum(one: HistoryImport, other: HistoryImport): HistoryImport {
  return {
    added: one.added + other.added,
    completed: one.completed + other.completed,
    alreadyThere: one.alreadyThere + other.alreadyThere,
    leftOut: one.leftOut + other.leftOut,
  };
}

/** Its class is in a room that is loaded only to import. */
function isImportError(error: unknown): error is ImportError {
  return error instanceof Error && "code" in error;
}
