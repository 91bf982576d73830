import { type Static, Type } from "typebox";
import { EndpointDocument } from "../agent/config/agent-settings.ts";
import { defaultSnmpPort } from "../agent/config/defaults.ts";
import type { SnmpSettings } from "../agent/poll/endpoint-settings.ts";
import { type AddressRange, readRange } from "../agent/scan/address-range.ts";
import type { Manners } from "../agent/scan/ask-host.ts";
import { type ExtraChecks, type Report, readYaml } from "../settings/read-yaml.ts";
import { type SideFiles, sideFilesOf } from "../settings/side-files.ts";
import { scanFr } from "./fr-scan.ts";

const Port = Type.Integer({ minimum: 1, maximum: 65_535 });

/** scan.yml, as written. */
const ScanDocument = Type.Object(
  {
    ranges: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { minItems: 1, maxItems: 1000 }),
    snmp: EndpointDocument.properties.snmp,
    httpsPort: Type.Optional(Port),
    httpPort: Type.Optional(Port),
    hostsPerSecond: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    timeoutMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 10_000 })),
  },
  { additionalProperties: false },
);
type ScanDocument = Static<typeof ScanDocument>;

export interface ScanSettings {
  /** Nothing outside of these is asked. */
  readonly ranges: readonly AddressRange[];
  readonly hostsPerSecond: number;
  readonly manners: Manners;
}

/** Slow enough for nobody to notice: a /24 takes less than a minute. */
const defaults = { hostsPerSecond: 5, timeoutMs: 2_000, httpsPort: 443, httpPort: 80 } as const;

/** Reads scan.yml and the secrets it names. Throws SettingsError with every problem. Opens no socket. */
export function loadScanSettings(file: string): ScanSettings {
  const files = sideFilesOf(file);
  const document = readYaml(file, ScanDocument, checksOf(files));
  return {
    ranges: document.ranges.map(readRange).filter((range) => range !== null),
    hostsPerSecond: document.hostsPerSecond ?? defaults.hostsPerSecond,
    manners: {
      snmp: document.snmp === undefined ? null : snmpOf(document.snmp, files),
      httpsPort: document.httpsPort ?? defaults.httpsPort,
      httpPort: document.httpPort ?? defaults.httpPort,
      timeoutMs: document.timeoutMs ?? defaults.timeoutMs,
    },
  };
}

function checksOf(files: SideFiles): ExtraChecks<ScanDocument> {
  return (document, report) => {
    for (const [index, text] of (document.ranges ?? []).entries()) {
      if (text !== undefined && readRange(text) === null) report(["ranges", index], scanFr.notARange);
    }
    checkSecrets(document.snmp ?? {}, files, report);
  };
}

interface SecretNames {
  readonly communityFile?: string | undefined;
  readonly authPasswordFile?: string | undefined;
  readonly privPasswordFile?: string | undefined;
}

function checkSecrets(names: SecretNames, files: SideFiles, report: Report): void {
  for (const name of ["communityFile", "authPasswordFile", "privPasswordFile"] as const) {
    files.checkSecret(names[name], ["snmp", name], report);
  }
}

function snmpOf(snmp: NonNullable<ScanDocument["snmp"]>, files: SideFiles): SnmpSettings {
  const port = snmp.port ?? defaultSnmpPort;
  if (snmp.version === "2c") return { version: "2c", port, community: files.secret(snmp.communityFile) };
  const { user, authProtocol, privProtocol } = snmp;
  return {
    version: "3",
    port,
    user,
    authProtocol,
    authPassword: files.secret(snmp.authPasswordFile),
    privProtocol,
    privPassword: files.secret(snmp.privPasswordFile),
  };
}
