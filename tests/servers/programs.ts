import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * The real servers our tests talk to, and the programs they need beside them. Any one of `commands` will do: other systems name the same program differently.
 * `debianPackage` brings it on Debian.
 */
export const programs = {
  influxdb: { label: "InfluxDB 1.x", commands: ["influxd"], debianPackage: "influxdb" },
  prometheus: { label: "Prometheus", commands: ["prometheus"], debianPackage: "prometheus" },
  promtool: { label: "promtool", commands: ["promtool"], debianPackage: "prometheus" },
  alertmanager: { label: "Alertmanager", commands: ["prometheus-alertmanager", "alertmanager"], debianPackage: "prometheus-alertmanager" },
  amtool: { label: "amtool", commands: ["amtool"], debianPackage: "prometheus-alertmanager" },
  snmpd: { label: "snmpd", commands: ["snmpd"], debianPackage: "snmpd" },
  snmpsim: { label: "snmpsim", commands: ["snmpsimd", "snmpsimd.py"], debianPackage: "snmpsim" },
  chromium: { label: "Chromium", commands: ["chromium", "chromium-browser", "google-chrome"], debianPackage: "chromium" },
  "dpkg-deb": { label: "dpkg-deb", commands: ["dpkg-deb"], debianPackage: "dpkg" },
  strip: { label: "strip", commands: ["strip"], debianPackage: "binutils" },
  "systemd-analyze": { label: "systemd-analyze", commands: ["systemd-analyze"], debianPackage: "systemd" },
  "systemd-nspawn": { label: "systemd-nspawn", commands: ["systemd-nspawn"], debianPackage: "systemd-container" },
  ip: { label: "iproute2", commands: ["ip"], debianPackage: "iproute2" },
  pdftotext: { label: "pdftotext", commands: ["pdftotext"], debianPackage: "poppler-utils" },
  ping: { label: "ping", commands: ["ping"], debianPackage: "iputils-ping" },
} as const satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;

interface Program {
  readonly label: string;
  readonly commands: readonly string[];
  readonly debianPackage: string;
}

export const programNames = Object.keys(programs) as ProgramName[];

/** Daemons live in sbin folders, which the PATH of an ordinary user often lacks. */
const extraFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/** Path of the program on this machine, or null when it is not there. */
function findProgram(name: ProgramName): string | null {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...extraFolders].filter((folder) => folder !== "");
  const candidates = programs[name].commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return candidates.find(isExecutable) ?? null;
}

/** @throws Error naming the Debian package when the program is not on this machine. */
export function programPath(name: ProgramName): string {
  const path = findProgram(name);
  if (path === null) throw new Error(`${programs[name].label} is not on this machine (Debian package ${programs[name].debianPackage})`);
  return path;
}

export function missingPrograms(names: readonly ProgramName[]): ProgramName[] {
  return names.filter((name) => findProgram(name) === null);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
