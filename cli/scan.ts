import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AddressRange, addressCount, addressesOf, isWithin, mostAddresses, readRange, sizeOf } from "../agent/scan/address-range.ts";
import { askHost } from "../agent/scan/ask-host.ts";
import { scan } from "../agent/scan/scan.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { readArguments } from "./arguments.ts";
import { scanFr, scanHelp } from "./fr-scan.ts";
import type { Io } from "./io.ts";
import { codecsOf, jsonReport, type ScanReport, textReport } from "./scan-report.ts";
import { loadScanSettings, type ScanSettings } from "./scan-settings.ts";
import { type Stub, stubsOf } from "./scan-stubs.ts";
import { settingsProblems, usageProblem } from "./settings-command.ts";

/** As shells say of a program that Ctrl-C ended. */
const interruptedCode = 130;
const stubNames = ["agent.yml", "inventory.yml"] as const;

interface ScanRequest {
  readonly range: AddressRange;
  readonly configFile: string;
  /** Null: nothing is written. */
  readonly folder: string | null;
  readonly isJson: boolean;
}

/** `vigie scan RANGE`: asks each address who it is. Returns the exit code. `stop` is Ctrl-C unless told. */
export async function runScan(argv: readonly string[], io: Io, stop?: AbortSignal): Promise<number> {
  const request = readScanArguments(argv);
  if (request === "help") {
    io.stdout(scanHelp);
    return exitCodes.done;
  }
  if (typeof request === "string") return usageProblem(request, "scan", io);
  const { range } = request;
  let settings: ScanSettings;
  try {
    settings = loadScanSettings(request.configFile);
  } catch (error) {
    return settingsProblems(error, io);
  }
  const refusal = problemOfRange(range, settings) ?? problemOfFolder(request.folder);
  if (refusal !== null) return usageProblem(refusal, "scan", io);
  const report =
    stop === undefined
      ? await untilCtrlC(io, (signal) => search(request, settings, io, signal))
      : await search(request, settings, io, stop);
  io.stdout(request.isJson ? jsonReport(report) : textReport(report, io.columns));
  return report.isStopped ? interruptedCode : exitCodes.done;
}

/** What was asked for, "help", or the French sentence that says what is wrong with it. */
function readScanArguments(argv: readonly string[]): ScanRequest | string {
  const found = readArguments(argv, { options: ["config", "out"], flags: ["dry-run", "json"], maxPositionals: 1 });
  if ("problem" in found) return found.problem;
  if (found.flags.has("help")) return "help";
  const [text] = found.positionals;
  if (text === undefined) return scanFr.rangeWanted;
  const range = readRange(text);
  if (range === null) return scanFr.unreadableRange(text);
  const configFile = found.options.get("config");
  if (configFile === undefined) return scanFr.configWanted;
  const folder = found.options.get("out") ?? null;
  const isDry = found.flags.has("dry-run");
  if (folder === null && !isDry) return scanFr.modeWanted;
  if (folder !== null && isDry) return scanFr.modeTwice;
  return { range, configFile, folder, isJson: found.flags.has("json") };
}

function problemOfRange(range: AddressRange, { ranges }: ScanSettings): string | null {
  if (!ranges.some((declared) => isWithin(range, declared))) {
    return scanFr.outside(
      range.text,
      ranges.map(({ text }) => text),
    );
  }
  return sizeOf(range) > mostAddresses ? scanFr.tooLarge(range.text, mostAddresses) : null;
}

/** Told before anybody is asked: a quarter of an hour of scanning must not end at a file that is there already. */
function problemOfFolder(folder: string | null): string | null {
  if (folder === null) return null;
  const existing = stubNames.map((name) => join(folder, name)).find((file) => existsSync(file));
  if (existing !== undefined) return scanFr.exists(existing);
  try {
    mkdirSync(folder, { recursive: true });
    return null;
  } catch (error) {
    return scanFr.cannotWrite(folder, error instanceof Error ? error.message : String(error));
  }
}

async function search({ range, folder }: ScanRequest, settings: ScanSettings, io: Io, signal: AbortSignal): Promise<ScanReport> {
  const addresses = addressCount(range);
  const { manners, hostsPerSecond } = settings;
  io.stderr(scanFr.starts(range.text, addresses, hostsPerSecond));
  const progress = { asked: 0, found: 0 };
  const found = await scan(addressesOf(range), {
    hostsPerSecond,
    signal,
    ask: (address) => askHost(address, manners),
    onAsked: (_, host) => {
      progress.asked += 1;
      if (host !== null) progress.found += 1;
      if (progress.asked % 25 === 0) io.stderr(scanFr.progress(progress.asked, addresses, progress.found));
    },
  });
  const stubs = stubsOf(codecsOf(found), { range: range.text, nowMs: Date.now(), snmp: manners.snmp });
  const files = folder === null ? [] : stubs.map((stub) => writeStub(folder, stub));
  return { range: range.text, addresses, asked: progress.asked, isStopped: progress.asked < addresses, found, files, stubs };
}

/** @throws Error where the file has appeared in the meantime. */
function writeStub(folder: string, { name, text }: Stub): string {
  const file = join(folder, name);
  writeFileSync(file, text, { flag: "wx" });
  return file;
}

async function untilCtrlC<T>(io: Io, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => {
    io.stderr(scanFr.stopping);
    controller.abort();
  };
  process.once("SIGINT", stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off("SIGINT", stop);
  }
}
