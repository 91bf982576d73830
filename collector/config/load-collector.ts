import { existsSync } from "node:fs";
import { type Problem, SettingsError } from "../../settings/problem.ts";
import { type ExtraChecks, readYaml } from "../../settings/read-yaml.ts";
import { Secret } from "../../settings/secret.ts";
import { type SideFiles, sideFilesOf } from "../../settings/side-files.ts";
import type { Directory } from "../directory/directory.ts";
import { loadDirectory } from "../directory/load-directory.ts";
import { checksOfCollector } from "./checks.ts";
import {
  type AlertmanagerSettings,
  CollectorDocument,
  type CollectorSettings,
  type DeadManSettings,
  type InfluxSettings,
  type TlsSettings,
} from "./collector-settings.ts";
import {
  defaultBatchPoints,
  defaultCallRetentionMonths,
  defaultDeadMan,
  defaultListen,
  defaultLogLevel,
  defaultObservationRetentionDays,
  defaultRules,
  defaultTrustedProxies,
} from "./defaults.ts";
import { checksFr } from "./fr.ts";
import { reportSettingsOf } from "./report-settings.ts";
import { usageRulesOf } from "./usage-settings.ts";

/**
 * Reads collector.yml, its secrets and certificates, and the inventory it names. Throws one SettingsError with the problems
 * of both files. Opens no socket.
 */
export function loadCollector(file: string): { readonly settings: CollectorSettings; readonly directory: Directory } {
  const files = sideFilesOf(file);
  const inventory = inventoryReader(files);
  const checks = checksOfCollector(files);
  const document = withProblems(inventory.problems, () =>
    readYaml(file, CollectorDocument, (seen, report) => {
      checks(seen, report);
      inventory.read(seen, report);
    }),
  );
  return { settings: settingsOf(document, files), directory: inventory.directory() };
}

interface InventoryReader {
  readonly problems: readonly Problem[];
  readonly read: ExtraChecks<CollectorDocument>;
  readonly directory: () => Directory;
}

function inventoryReader(files: SideFiles): InventoryReader {
  const problems: Problem[] = [];
  let directory: Directory | null = null;
  return {
    problems,
    read: ({ inventoryFile }, report) => {
      if (inventoryFile === undefined) return;
      const path = files.pathOf(inventoryFile);
      if (!existsSync(path)) return report(["inventoryFile"], checksFr.noInventory(path));
      try {
        directory = loadDirectory(path);
      } catch (error) {
        if (!(error instanceof SettingsError)) throw error;
        problems.push(...error.problems);
      }
    },
    directory: () => {
      if (directory === null) throw new SettingsError(problems);
      return directory;
    },
  };
}

/** Adds the problems of the other file to those of this one, read in the same go. */
function withProblems<Value>(others: readonly Problem[], read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw error instanceof SettingsError ? new SettingsError([...error.problems, ...others]) : error;
  }
}

function settingsOf(document: CollectorDocument, files: SideFiles): CollectorSettings {
  return {
    listen: { ...defaultListen, ...document.listen },
    tls: tlsOf(document, files),
    trustedProxies: document.trustedProxies ?? (document.tls === undefined ? defaultTrustedProxies : []),
    allowTokens: document.allowTokens ?? false,
    publicUrl: document.publicUrl?.replace(/\/+$/, "") ?? null,
    dataDir: files.pathOf(document.dataDir),
    inventoryFile: files.pathOf(document.inventoryFile),
    observationRetentionDays: document.observationRetentionDays ?? defaultObservationRetentionDays,
    callRetentionMonths: document.callRetentionMonths ?? defaultCallRetentionMonths,
    rules: { ...defaultRules, ...document.rules },
    usage: usageRulesOf(document.usage),
    report: document.report === undefined ? null : reportSettingsOf(document.report, files),
    influx: document.influx === undefined ? null : influxOf(document.influx, files),
    alertmanager: document.alertmanager === undefined ? null : alertmanagerOf(document.alertmanager, files),
    deadMan: document.deadMan === undefined ? null : deadManOf(document.deadMan, files),
    demonstration: document.demonstration ?? false,
    logLevel: document.logLevel ?? defaultLogLevel,
  };
}

function tlsOf({ tls, listen, publicUrl }: CollectorDocument, files: SideFiles): TlsSettings | null {
  if (tls === undefined) return null;
  if (tls !== "own") return { kind: "files", certPem: files.pem(tls.certFile), keyPem: files.secret(tls.keyFile) };
  const named = [...(publicUrl === undefined ? [] : [bareHost(publicUrl)]), listen?.host ?? defaultListen.host];
  return { kind: "own", hosts: [...new Set([...named, "localhost", "127.0.0.1"])].filter((host) => !everyAddress.has(host)) };
}

const everyAddress: ReadonlySet<string> = new Set(["0.0.0.0", "::"]);
const bareHost = (url: string): string => new URL(url).hostname.replace(/^\[(.*)\]$/, "$1");

function influxOf(influx: NonNullable<CollectorDocument["influx"]>, files: SideFiles): InfluxSettings {
  const { user, passwordFile } = influx;
  return {
    url: influx.url.replace(/\/+$/, ""),
    database: influx.database,
    login: user === undefined || passwordFile === undefined ? null : { user, password: files.secret(passwordFile) },
    batchPoints: influx.batchPoints ?? defaultBatchPoints,
  };
}

function alertmanagerOf(told: NonNullable<CollectorDocument["alertmanager"]>, files: SideFiles): AlertmanagerSettings {
  const { url, user, passwordFile, caFile } = told;
  return {
    url: url.replace(/\/+$/, ""),
    login: user === undefined || passwordFile === undefined ? null : { user, password: files.secret(passwordFile) },
    caPem: caFile === undefined ? null : files.pem(caFile),
  };
}

function deadManOf(deadMan: NonNullable<CollectorDocument["deadMan"]>, files: SideFiles): DeadManSettings {
  const { url, urlFile, method, everySeconds, tellFailures, caFile } = deadMan;
  return {
    url: urlFile === undefined ? new Secret(url ?? "") : files.secret(urlFile),
    method: method ?? defaultDeadMan.method,
    everySeconds: everySeconds ?? defaultDeadMan.everySeconds,
    tellsFailures: tellFailures ?? defaultDeadMan.tellsFailures,
    caPem: caFile === undefined ? null : files.pem(caFile),
  };
}
