import type { CollectorSettings } from "../collector/config/collector-settings.ts";
import type { Agent } from "../collector/directory/directory.ts";
import { openAuthority } from "../collector/fleet/authority.ts";
import type { MadeCode } from "../collector/fleet/codes.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { isLoopbackHost } from "../settings/loopback.ts";
import { SettingsError } from "../settings/problem.ts";
import { agentEverNamed, agentNamed, type Office, siteNameOf } from "./agents-office.ts";
import type { Arguments } from "./arguments.ts";
import { agentsFr, historyFr, rotationFr } from "./fr-agents.ts";
import type { Io } from "./io.ts";
import { printableJson } from "./printable.ts";
import { rangesNeeded } from "./ranges-needed.ts";
import { settingsProblems } from "./settings-command.ts";

/** `vigie agents add SITE`: a one-time code, and what to type on the site. */
export async function addAgent(office: Office, name: string, { flags }: Arguments, io: Io): Promise<number> {
  const { settings } = office;
  if (settings === null) return settingsProblems(new SettingsError(office.problems), io);
  const found = agentNamed(name, office);
  if ("problem" in found) return refuse(found.problem, io);
  const { agent } = found;
  const made = office.fleet.makeCode(agent.id, office.author);
  const command = await commandOnSite(settings, made.code);
  const ranges = rangesNeeded(settings, agent.id);
  if (flags.has("json")) {
    io.stdout(
      `${JSON.stringify({ agent: agent.id, site: agent.site, code: made.code, expiresAt: new Date(made.expiresAt), command, ranges: ranges.hosts })}\n`,
    );
    return exitCodes.done;
  }
  io.stdout(agentsFr.codeMade({ ...factsOf(agent, made, office), command, isUrlKnown: collectorUrl(settings) !== null, ranges }));
  return exitCodes.done;
}

function factsOf(agent: Agent, { code, expiresAt, hasReplaced }: MadeCode, office: Office) {
  const present = office.fleet.standingOf(agent).present;
  return { agent: agent.id, site: siteNameOf(agent, office.directory), code, expiresAt, hasReplaced, isEnrolled: present !== null };
}

/** What the technician types. The fingerprint is given where the collector signs for itself: nobody else vouches for it. */
async function commandOnSite(settings: CollectorSettings, code: string): Promise<string> {
  const url = collectorUrl(settings) ?? agentsFr.urlPlaceholder;
  const words = ["sudo vigie agent enroll", `--collector ${url}`, `--code ${code}`];
  if (settings.tls?.kind !== "own") return words.join(" ");
  const { fingerprint } = await openAuthority({ dataDir: settings.dataDir, now: Date.now });
  return [...words, `--ca-sha256 ${fingerprint}`].join(" ");
}

/** null: the settings do not say how the collector is reached from elsewhere. */
function collectorUrl({ publicUrl, listen, tls }: CollectorSettings): string | null {
  if (publicUrl !== null) return publicUrl;
  return isLoopbackHost(listen.host) ? `${tls === null ? "http" : "https"}://${listen.host}:${listen.port}` : null;
}

/** `vigie agents revoke AGENT`: from the next request on, whatever the agent has is worth nothing. */
export function revokeAgent(office: Office, name: string, _: Arguments, io: Io): number {
  const found = agentEverNamed(name, office);
  if ("problem" in found) return refuse(found.problem, io);
  const { id } = found.agent;
  const ended = office.fleet.revoke(found.agent, office.author);
  io.stdout(ended.credentials + ended.codes === 0 ? agentsFr.nothingToRevoke(id) : agentsFr.revoked(id, ended));
  if (!office.isInventoryKnown) {
    io.stderr(agentsFr.inventoryTokenUnknown(id));
    return exitCodes.failure;
  }
  return exitCodes.done;
}

/** How long an agent may have been silent and still be expected to hear what it is asked. */
const heardOfLateMs = 86_400_000;

/** `vigie agents rotate AGENT`: the agent is asked for a new key; where it cannot hear that, a code is made for whoever goes there. */
export async function rotateAgent(office: Office, name: string, found: Arguments, io: Io): Promise<number> {
  const named = agentNamed(name, office);
  if ("problem" in named) return refuse(named.problem, io);
  const { agent } = named;
  const standing = office.fleet.standingOf(agent);
  if (standing.present === null && standing.isRevoked) return refuse(rotationFr.isRevoked(agent.id), io);
  const lastContactAt = office.standings()?.get(agent.id)?.lastContactAt ?? null;
  if (standing.present !== null && lastContactAt !== null && Date.now() - lastContactAt < heardOfLateMs) {
    office.fleet.askRotation(agent.id, office.author);
    io.stdout(rotationFr.asked(agent.id, lastContactAt));
    return exitCodes.done;
  }
  io.stdout(rotationFr.codeInstead(standing, lastContactAt, agent.tokenSha256 !== null));
  return addAgent(office, agent.id, found, io);
}

/** `vigie agents history AGENT`: who gave, used, renewed and ended what, and from where. */
export function showHistory(office: Office, name: string, { flags }: Arguments, io: Io): number {
  const found = agentEverNamed(name, office);
  // Of an agent that has left the inventory the past is still there.
  const id = "agent" in found ? found.agent.id : name;
  const entries = office.fleet.historyOf(id);
  if (entries.length === 0 && "problem" in found) return refuse(found.problem, io);
  if (flags.has("json")) io.stdout(printableJson(entries.map((entry) => ({ ...entry, at: new Date(entry.at) }))));
  else io.stdout(historyFr(id, entries, io.columns));
  return exitCodes.done;
}

function refuse(problem: string, io: Io): number {
  io.stderr(problem);
  return exitCodes.usage;
}
