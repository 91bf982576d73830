import { readYaml } from "../../settings/read-yaml.ts";
import { type SideFiles, sideFilesOf } from "../../settings/side-files.ts";
import { checksOfCollector } from "./checks.ts";
import { CollectorDocument, type CollectorSettings, type InfluxSettings } from "./collector-settings.ts";
import { defaultBatchPoints, defaultListen, defaultLogLevel, defaultObservationRetentionDays, defaultRules } from "./defaults.ts";

/** Reads collector.yml, its secrets and certificates. Throws SettingsError with every problem. Opens no socket. */
export function loadCollectorSettings(file: string): CollectorSettings {
  const files = sideFilesOf(file);
  const document = readYaml(file, CollectorDocument, checksOfCollector(files));
  return {
    listen: { ...defaultListen, ...document.listen },
    tls: document.tls === undefined ? null : { certPem: files.pem(document.tls.certFile), keyPem: files.secret(document.tls.keyFile) },
    dataDir: files.pathOf(document.dataDir),
    inventoryFile: files.pathOf(document.inventoryFile),
    observationRetentionDays: document.observationRetentionDays ?? defaultObservationRetentionDays,
    rules: { ...defaultRules, ...document.rules },
    influx: document.influx === undefined ? null : influxOf(document.influx, files),
    demonstration: document.demonstration ?? false,
    logLevel: document.logLevel ?? defaultLogLevel,
  };
}

function influxOf(influx: NonNullable<CollectorDocument["influx"]>, files: SideFiles): InfluxSettings {
  const { user, passwordFile } = influx;
  return {
    url: influx.url.replace(/\/+$/, ""),
    database: influx.database,
    login: user === undefined || passwordFile === undefined ? null : { user, password: files.secret(passwordFile) },
    batchPoints: influx.batchPoints ?? defaultBatchPoints,
  };
}
