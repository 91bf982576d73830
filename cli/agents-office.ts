import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { type KnownAgents, loadDespiteErrors, type SettingsDespiteErrors } from "../collector/config/load-despite-errors.ts";
import type { Agent } from "../collector/directory/directory.ts";
import { type Fleet, fleetFile, openFleet } from "../collector/fleet/fleet.ts";
import type { Author } from "../collector/fleet/history.ts";
import type { AgentStanding } from "../collector/ledger/port.ts";
import { readAgentStandings } from "../collector/ledger/read-standings.ts";
import { nearestWord } from "../settings/nearest.ts";
import { authorOfCommand, becomeOwnerOf } from "./command-author.ts";
import { agentsFr } from "./fr-agents.ts";

/** The collector's own files, opened beside a collector that may be running. */
export interface Office extends Omit<SettingsDespiteErrors, "known"> {
  readonly directory: KnownAgents;
  /** Whether the inventory could be read, if with errors. */
  readonly isInventoryKnown: boolean;
  readonly fleet: Fleet;
  /** The last word of each agent, as the collector's ledger has it; null: there is no ledger yet. */
  readonly standings: () => ReadonlyMap<string, AgentStanding> | null;
  /** Who gives the command. */
  readonly author: Author;
  /** The user whose data directory had to be made, as root; null: it was there, or is ours. */
  readonly madeFor: { readonly uid: number; readonly folder: string } | null;
}

/** @throws SettingsError, FleetError; an error of the system where the folder may not be made */
export function openOffice(config: string): Office {
  const { known, ...found } = loadDespiteErrors(config);
  const { dataDir } = found;
  const author = authorOfCommand();
  const isNew = !existsSync(dataDir);
  becomeOwnerOf(nearestFolder(dataDir));
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return {
    ...found,
    directory: known ?? nobody,
    isInventoryKnown: known !== null,
    fleet: openFleet({ file: fleetFile(dataDir), now: Date.now }),
    standings: () => readAgentStandings(join(dataDir, "ledger.db")),
    author,
    madeFor: isNew && process.getuid?.() === 0 ? { uid: statSync(dataDir).uid, folder: dataDir } : null,
  };
}

const nobody: KnownAgents = { agents: [], sites: [], agent: () => undefined, site: () => undefined };

/** The folder itself, or the one where it will be made. */
const nearestFolder = (path: string): string => (existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path)));

/** The agent that is meant by its own name or its site's; or why that cannot be said, in French. */
export function agentNamed(name: string, { directory, fleet }: Office): { readonly agent: Agent } | { readonly problem: string } {
  const named = directory.agent(name);
  if (named !== undefined) return { agent: named };
  const ofSite = directory.agents.filter((agent) => agent.site === name);
  const [only, ...others] = ofSite;
  if (only !== undefined && others.length === 0) return { agent: only };
  const names = ofSite.map(({ id }) => id);
  if (only !== undefined) return { problem: agentsFr.severalAgents(name, names) };
  if (directory.site(name) !== undefined) return { problem: agentsFr.siteWithoutAgent(name) };
  if (fleet.agents().includes(name)) return { problem: agentsFr.outOfInventory(name) };
  const known = [...directory.agents.map(({ id }) => id), ...directory.sites.map(({ id }) => id)];
  return { problem: agentsFr.unknownAgent(name, nearestWord(name, known)) };
}

/** Likewise, also where the agent has left the inventory, and only its credentials are still here. */
export function agentEverNamed(name: string, office: Office): { readonly agent: Agent } | { readonly problem: string } {
  const found = agentNamed(name, office);
  return "agent" in found || !office.fleet.agents().includes(name) ? found : { agent: formerAgent(name) };
}

export const formerAgent = (id: string): Agent => ({ id, vantage: "site", site: null, sites: [], tokenSha256: null });

/** For people: « Mairie d'Ouessant », or the agent's own name where it stands on no site. */
export function siteNameOf({ id, site }: Agent, directory: KnownAgents): string {
  return directory.site(site ?? "")?.name ?? id;
}
