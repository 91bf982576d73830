import { mkdirSync, statSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import type { CollectorSettings } from "../collector/config/collector-settings.ts";
import { loadCollector } from "../collector/config/load-collector.ts";
import type { Agent, Directory } from "../collector/directory/directory.ts";
import { type Fleet, fleetFile, openFleet } from "../collector/fleet/fleet.ts";
import type { Author } from "../collector/fleet/history.ts";
import type { AgentStanding } from "../collector/ledger/port.ts";
import { readAgentStandings } from "../collector/ledger/read-standings.ts";
import { nearestWord } from "../settings/nearest.ts";
import { agentsFr } from "./fr-agents.ts";

/** The collector's own files, opened beside a collector that may be running. */
export interface Office {
  readonly settings: CollectorSettings;
  readonly directory: Directory;
  readonly fleet: Fleet;
  /** The last word of each agent, as the collector's ledger has it; null: there is no ledger yet. */
  readonly standings: () => ReadonlyMap<string, AgentStanding> | null;
  /** Who gives the command. */
  readonly author: Author;
}

/** @throws SettingsError, FleetError */
export function openOffice(config: string): Office {
  const { settings, directory } = loadCollector(config);
  const author = authorOfCommand();
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  becomeOwnerOf(settings.dataDir);
  const { dataDir } = settings;
  return {
    settings,
    directory,
    fleet: openFleet({ file: fleetFile(dataDir), now: Date.now }),
    standings: () => readAgentStandings(join(dataDir, "ledger.db")),
    author,
  };
}

/** By the person's own name where the command was given through sudo. */
function authorOfCommand(): Author {
  const { SUDO_USER: person, SSH_CONNECTION: connection } = process.env;
  return { who: person ?? nameOfUser(), origin: connection?.split(" ")[0] ?? hostname() };
}

function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the system's list, as in a container.
    return String(process.getuid?.());
  }
}

/** What root would write, the collector's user could not read: the database's log, the authority's key. */
function becomeOwnerOf(dataDir: string): void {
  const { uid, gid } = statSync(dataDir);
  if (process.getuid?.() !== 0 || uid === 0) return;
  process.setgroups?.([gid]);
  process.setegid?.(gid);
  process.seteuid?.(uid);
}

/** The agent that is meant by its own name or its site's; or why that cannot be said, in French. */
export function agentNamed(name: string, directory: Directory): { readonly agent: Agent } | { readonly problem: string } {
  const named = directory.agent(name);
  if (named !== undefined) return { agent: named };
  const site = directory.site(name);
  const ofSite = directory.agents.filter((agent) => agent.site === name);
  const [only, ...others] = ofSite;
  if (only !== undefined && others.length === 0) return { agent: only };
  if (only !== undefined)
    return {
      problem: agentsFr.severalAgents(
        name,
        ofSite.map(({ id }) => id),
      ),
    };
  if (site !== undefined) return { problem: agentsFr.siteWithoutAgent(name) };
  const known = [...directory.agents.map(({ id }) => id), ...directory.sites.map(({ id }) => id)];
  return { problem: agentsFr.unknownAgent(name, nearestWord(name, known)) };
}

/** For people: « Mairie d'Ouessant », or the agent's own name where it stands on no site. */
export function siteNameOf({ id, site }: Agent, directory: Directory): string {
  return directory.site(site ?? "")?.name ?? id;
}
