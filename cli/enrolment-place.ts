import { existsSync, linkSync, mkdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Type } from "typebox";
import { stringify } from "yaml";
import { AgentId } from "../contract/ids.ts";
import { readYaml } from "../settings/read-yaml.ts";
import { enrollFr } from "./fr-agent-enroll.ts";

/** As agent.yml names it: beside itself, and not among the secrets, which a plan may name. */
export const farEndKeyName = "cle-correspondants";

/** Where the package puts them. */
const packaged = { config: "/etc/vigie-agent/agent.yml", dataDir: "/var/lib/vigie-agent" } as const;

/** Where the agent of this machine has its settings and its data. */
export interface Place {
  readonly config: string;
  readonly dataDir: string;
  /** The agent that agent.yml names; null: there is no agent.yml yet. */
  readonly agent: string | null;
  /** The collector that agent.yml names; null likewise. */
  readonly collectorUrl: string | null;
  /** agent.yml names a token of the operator's, which would count before what the enrolment gives. */
  readonly hasTokenFile: boolean;
  /** agent.yml names the key that far ends are hashed with; true where there is no agent.yml yet. */
  readonly hasFarEndKey: boolean;
  readonly isPackaged: boolean;
}

/** The message is a French sentence. */
export class EnrolmentPlaceError extends Error {}

/** Of agent.yml only what an enrolment needs: the rest may still be written. */
const Known = Type.Object({
  agent: AgentId,
  collector: Type.Object({ url: Type.String(), tokenFile: Type.Optional(Type.String()) }),
  dataDir: Type.String({ minLength: 1 }),
  farEndKeyFile: Type.Optional(Type.String()),
});

/** @throws SettingsError, EnrolmentPlaceError */
export function placeOf(configOption: string | undefined, dataDirOption: string | undefined): Place {
  const config = resolve(configOption ?? packaged.config);
  const folder = dirname(config);
  const isPackaged = config === packaged.config;
  if (!existsSync(config)) {
    const dataDir = resolve(dataDirOption ?? (isPackaged ? packaged.dataDir : join(folder, "donnees")));
    makeFolders([folder, dataDir]);
    return { config, dataDir, agent: null, collectorUrl: null, hasTokenFile: false, hasFarEndKey: true, isPackaged };
  }
  const { agent, collector, dataDir: written, farEndKeyFile } = readYaml(config, Known);
  const dataDir = resolve(folder, written);
  if (dataDirOption !== undefined && resolve(dataDirOption) !== dataDir)
    throw new EnrolmentPlaceError(enrollFr.otherDataDir(config, dataDir));
  makeFolders([dataDir]);
  return {
    config,
    dataDir,
    agent,
    collectorUrl: collector.url.replace(/\/+$/, ""),
    hasTokenFile: collector.tokenFile !== undefined,
    hasFarEndKey: farEndKeyFile !== undefined,
    isPackaged,
  };
}

/** Before the code is used: one that is used up for nothing means another call to whoever runs the collector. */
function makeFolders(folders: readonly string[]): void {
  for (const folder of folders) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw new EnrolmentPlaceError(enrollFr.cannotMake(folder, error instanceof Error && "code" in error ? String(error.code) : ""));
    }
  }
}

/**
 * Room for agent.yml, taken before the code is used: a full disk, or a folder that cannot be written to, is told while the code is still
 * good. @throws EnrolmentPlaceError
 */
export function reserveSettings({ config, agent }: Place): void {
  if (agent !== null) return;
  try {
    rmSync(draftOf(config), { force: true });
    writeFileSync(draftOf(config), "#".repeat(reservedBytes), { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    forgetReserved(config);
    throw new EnrolmentPlaceError(enrollFr.cannotWrite(dirname(config), error instanceof Error ? error.message : "").trimEnd());
  }
}

/** More than a minimal agent.yml. */
const reservedBytes = 4_096;
const draftOf = (config: string): string => `${config}.new`;

/** Where nothing came of it. */
export function forgetReserved(config: string): void {
  rmSync(draftOf(config), { force: true });
}

/** What a minimal agent.yml says. */
export function settingsText({ dataDir, isPackaged }: Place, agent: string, collectorUrl: string): string {
  const settings = { agent, collector: { url: collectorUrl }, dataDir, farEndKeyFile: farEndKeyName };
  return `${enrollFr.settingsHeader(isPackaged)}${stringify(settings)}`;
}

/** A minimal agent.yml where there is none: what to poll comes from the collector. Whether it was written. Whole, or not at all. */
export function writeSettings(place: Place, agent: string, collectorUrl: string): boolean {
  const { config, agent: known } = place;
  if (known !== null) return false;
  const text = settingsText(place, agent, collectorUrl);
  // Into the room that was reserved: the file is there already, and is shortened when its text is in it.
  writeFileSync(draftOf(config), text, { mode: 0o600, flag: "r+" });
  truncateSync(draftOf(config), Buffer.byteLength(text));
  // A link and not a new name: what somebody wrote there meanwhile is not overwritten.
  linkSync(draftOf(config), config);
  forgetReserved(config);
  return true;
}
