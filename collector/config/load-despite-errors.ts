import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { type Problem, SettingsError } from "../../settings/problem.ts";
import { sideFilesOf } from "../../settings/side-files.ts";
import { openYaml } from "../../settings/yaml-source.ts";
import type { Agent, Directory } from "../directory/directory.ts";
import { loadDirectory } from "../directory/load-directory.ts";
import type { CollectorSettings } from "./collector-settings.ts";
import { loadCollector } from "./load-collector.ts";

/** Whom the inventory names, and where they stand. */
export interface KnownAgents extends Pick<Directory, "agents" | "agent"> {
  readonly sites: readonly KnownSite[];
  site(id: string): KnownSite | undefined;
}

interface KnownSite {
  readonly id: string;
  readonly name: string;
}

/** What there is to know about the agents, also where something in the settings is wrong. */
export interface SettingsDespiteErrors {
  /** null: the collector would not start with them. */
  readonly settings: CollectorSettings | null;
  readonly problems: readonly Problem[];
  readonly dataDir: string;
  /** null: of the inventory nothing can be read at all. */
  readonly known: KnownAgents | null;
}

/**
 * A right is taken from an agent in a hurry, and maybe with an inventory that is being written: where the agents' file is suffices for that.
 * @throws SettingsError where not even that can be read
 */
export function loadDespiteErrors(file: string): SettingsDespiteErrors {
  try {
    const { settings, directory } = loadCollector(file);
    return { settings, problems: [], dataDir: settings.dataDir, known: directory };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const { value } = openYaml(file);
    if (!rudimentCheck.Check(value)) throw error;
    const files = sideFilesOf(file);
    const known = value.inventoryFile === undefined ? null : knownIn(files.pathOf(value.inventoryFile));
    return { settings: null, problems: error.problems, dataDir: files.pathOf(value.dataDir), known };
  }
}

const text = Type.String({ minLength: 1 });
const Named = Type.Object({ id: Type.String(), tokenSha256: Type.Optional(Type.String()) });
const rudimentCheck = Compile(Type.Object({ dataDir: text, inventoryFile: Type.Optional(text) }));
const namedCheck = Compile(Named);
const siteCheck = Compile(Type.Object({ id: Type.String(), name: Type.Optional(Type.String()), agent: Type.Optional(Named) }));
const listsCheck = Compile(
  Type.Object({ sites: Type.Optional(Type.Array(Type.Unknown())), agents: Type.Optional(Type.Array(Type.Unknown())) }),
);

function knownIn(inventoryFile: string): KnownAgents | null {
  try {
    return loadDirectory(inventoryFile);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return rudimentsOf(inventoryFile);
  }
}

/** Of an inventory with errors, every entry that has a name. */
function rudimentsOf(inventoryFile: string): KnownAgents | null {
  let value: unknown;
  try {
    value = openYaml(inventoryFile).value;
  } catch {
    return null;
  }
  if (!listsCheck.Check(value)) return null;
  const entries = (value.sites ?? []).filter((site) => siteCheck.Check(site));
  const declared = (value.agents ?? []).filter((agent) => namedCheck.Check(agent));
  const agents = [
    ...entries.flatMap(({ id, agent }) => (agent === undefined ? [] : [agentAt(agent, id)])),
    ...declared.map((agent) => agentAt(agent, null)),
  ];
  const sites = entries.map(({ id, name }) => ({ id, name: name ?? id }));
  return {
    agents,
    sites,
    agent: (id) => agents.find((agent) => agent.id === id),
    site: (id) => sites.find((site) => site.id === id),
  };
}

function agentAt({ id, tokenSha256 }: { readonly id: string; readonly tokenSha256?: string }, site: string | null): Agent {
  return { id, vantage: "site", site, sites: site === null ? [] : [site], tokenSha256: tokenSha256?.toLowerCase() ?? null };
}
