import { loadCollector } from "../collector/config/load-collector.ts";
import type { Directory } from "../collector/directory/directory.ts";
import type { HistoryImport, ImportError } from "../collector/ingest/import-history.ts";
import type { LatestReading } from "../collector/ledger/port.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { nearestWord } from "../settings/nearest.ts";
import { requireUtc } from "../settings/require-utc.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { type HistoryOptions, historyOptions, historyOptionsOf } from "./calls-options.ts";
import { commonFr } from "./fr.ts";
import { callsFr, callsImportHelp, importFr } from "./fr-calls.ts";
import { doubtsFr, identityFr, removeFr } from "./fr-calls-import.ts";
import { type ReadHistory, readSavedHistory } from "./history-file.ts";
import type { Io } from "./io.ts";
import { printable } from "./printable.ts";
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
    flags: ["dry-run", "allow-elsewhere", "replace", "remove"],
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
  const removes = found.flags.has("remove");
  if (removes && (found.flags.has("replace") || found.flags.has("allow-elsewhere"))) {
    return usageProblem(removeFr.notTogether, "calls import", io);
  }
  try {
    requireUtc();
    const options = historyOptionsOf(found);
    if ("problem" in options) return usageProblem(options.problem, "calls import", io);
    const collector = loadCollector(config);
    if (collector.directory.endpoint(endpoint) === undefined) return complain(unknownEndpoint(endpoint, collector.directory), io);
    const saved = await readAll(files, options, io);
    if ("problem" in saved) return complain(saved.problem, io);
    if (found.flags.has("dry-run")) return tellOnly(saved, removes, io);
    return await (removes ? removeAll(collector, endpoint, saved, io) : importAll(collector, endpoint, saved, found, io));
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

function tellOnly(saved: readonly SavedFile[], removes: boolean, io: Io): number {
  for (const { file, history } of saved) {
    const { calls, dropped } = history;
    io.stdout(`${removes ? removeFr.wouldRemove(file, calls.length) : importFr.wouldImport(file, calls.length, dropped)}\n`);
  }
  io.stdout(`${importFr.nothingWritten}\n`);
  return exitCodes.done;
}

async function importAll(
  { settings, directory }: Collector,
  endpoint: string,
  saved: readonly SavedFile[],
  { flags }: Arguments,
  io: Io,
): Promise<number> {
  const { importHistory, lastToldBy } = await import("../collector/main.ts");
  try {
    const done = await importHistory(settings, directory, {
      endpoint,
      histories: saved.map(({ history }) => history.calls),
      mayBeElsewhere: flags.has("allow-elsewhere"),
      replaces: flags.has("replace"),
    });
    for (const [index, { file, history }] of saved.entries()) {
      io.stdout(`${importFr.imported(file, done[index] ?? nothing, history.dropped)}\n`);
    }
    const total = done.reduce(sum, nothing);
    io.stdout(`${importFr.total(endpoint, total)}\n${identityFr(identityIn(await lastToldBy(settings, directory, endpoint)))}\n`);
    if (total.replaced > 0 && settings.influx !== null) io.stdout(`${removeFr.sinksKeep}\n`);
    return exitCodes.done;
  } catch (error) {
    return complainOf(error, endpoint, settings.dataDir, io);
  }
}

/** Undoes an import: the same files, read with the same options. */
async function removeAll({ settings, directory }: Collector, endpoint: string, saved: readonly SavedFile[], io: Io): Promise<number> {
  const { removeHistory } = await import("../collector/main.ts");
  let removed = 0;
  try {
    for (const { file, history } of saved) {
      const done = await removeHistory(settings, directory, { endpoint, calls: history.calls });
      removed += done.removed;
      io.stdout(`${removeFr.removed(file, done)}\n`);
    }
  } catch (error) {
    return complainOf(error, endpoint, settings.dataDir, io);
  }
  if (removed > 0 && settings.influx !== null) io.stdout(`${removeFr.sinksKeep}\n`);
  return exitCodes.done;
}

function complainOf(error: unknown, endpoint: string, dataDir: string, io: Io): number {
  if (!isImportError(error)) throw error;
  const { code, conflicts } = error;
  if (code === "COLLECTOR_RUNNING") return complain(importFr.collectorRunning(dataDir), io);
  if (code === "CALLS_ELSEWHERE" && conflicts !== null) return complain(doubtsFr.elsewhere(endpoint, conflicts.elsewhere), io);
  if (code === "OTHER_HOUR" && conflicts !== null) return complain(doubtsFr.otherHour(endpoint, conflicts.otherHour), io);
  throw error;
}

/** So that whoever imports sees whether it is the codec the files come from. */
function identityIn(readings: readonly LatestReading[]): { readonly model: string | null; readonly serial: string | null } {
  const told = (name: string): string | null => {
    const value = readings.find(({ kind }) => kind === name)?.value;
    return value === undefined ? null : printable(String(value));
  };
  return { model: told("model"), serial: told("serial") };
}

const nothing: HistoryImport = { added: 0, completed: 0, replaced: 0, purged: 0, alreadyThere: 0, leftOut: 0 };

function sum(one: HistoryImport, other: HistoryImport): HistoryImport {
  return {
    added: one.added + other.added,
    completed: one.completed + other.completed,
    replaced: one.replaced + other.replaced,
    purged: one.purged + other.purged,
    alreadyThere: one.alreadyThere + other.alreadyThere,
    leftOut: one.leftOut + other.leftOut,
  };
}

/** Its class is in a room that is loaded only to import. */
function isImportError(error: unknown): error is ImportError {
  return error instanceof Error && "code" in error && "conflicts" in error;
}
