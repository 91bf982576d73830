import type { Agent } from "../collector/directory/directory.ts";
import type { AgentStanding } from "../collector/ledger/port.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { formerAgent, type Office, siteNameOf } from "./agents-office.ts";
import type { Arguments } from "./arguments.ts";
import { type ListedAgent, listFr, listPlaceFr, type RightToSpeak } from "./fr-agents-list.ts";
import type { Io } from "./io.ts";
import { printableJson } from "./printable.ts";

/** `vigie agents list`: what each agent of the inventory speaks with, and how it is. */
export function listAgents(office: Office, _name: string, { flags }: Arguments, io: Io): number {
  const standings = office.standings();
  const { agents, agent: declared } = office.directory;
  const former = office.fleet.agents().filter((id) => declared(id) === undefined);
  const entries = [...agents, ...former.map(formerAgent).filter((agent) => canSpeak(agent, office))];
  const listed = entries.map((agent) => listedAgent(agent, office, standings?.get(agent.id) ?? null));
  if (flags.has("json")) io.stdout(printableJson(listed.map(asJson)));
  else io.stdout(listFr(listed, { nowMs: Date.now(), columns: io.columns, hasLedger: standings !== null }));
  return exitCodes.done;
}

/** Whoever has left the inventory is listed while he has something that would count again, were he put back. */
function canSpeak(agent: Agent, { fleet }: Office): boolean {
  const { present, waitingCode } = fleet.standingOf(agent);
  return present !== null || waitingCode !== null;
}

function listedAgent(agent: Agent, office: Office, standing: AgentStanding | null): ListedAgent {
  const health = standing?.health ?? null;
  return {
    agent: agent.id,
    site: agent.site,
    ...placeOf(agent, office),
    right: rightOf(agent, office),
    lastContactAt: standing?.lastContactAt ?? null,
    version: health?.version ?? null,
    clockOffsetMs: standing?.clockOffsetMs ?? null,
    waiting: health?.outboxCount ?? null,
    lost: health?.lostCount ?? null,
    plan: health?.plan ?? null,
  };
}

function placeOf(agent: Agent, { isInventoryKnown, directory }: Office): Pick<ListedAgent, "siteName" | "isInInventory"> {
  const siteName = siteNameOf(agent, directory);
  if (!isInventoryKnown) return { siteName, isInInventory: null };
  const isInInventory = directory.agent(agent.id) !== undefined;
  return { siteName: isInInventory ? siteName : listPlaceFr.outOfInventory, isInInventory };
}

/** By what the agent may speak now, best first. */
function rightOf(agent: Agent, { fleet }: Office): RightToSpeak {
  const { present, newest, waitingCode, rotationAskedAt, isInventoryTokenOver, isRevoked } = fleet.standingOf(agent);
  if (present !== null) return { kind: present.kind, expiresAt: present.expiresAt, rotationAskedAt };
  const code = waitingCode === null ? null : waitingCode.expiresAt;
  if (agent.tokenSha256 !== null && !isInventoryTokenOver) return { kind: "inventory_token", codeExpiresAt: code };
  if (code !== null) return { kind: "code", codeExpiresAt: code };
  if (isRevoked) return { kind: "revoked", endedAt: newest?.endedAt ?? null };
  return newest === null ? { kind: "none", endedAt: null } : { kind: "expired", endedAt: newest.expiresAt };
}

/** Times as ISO 8601, the rest as it is. */
function asJson({ lastContactAt, right, ...agent }: ListedAgent): object {
  const times = Object.entries(right).map(([name, value]) => [name, typeof value === "number" ? new Date(value) : value] as const);
  return { ...agent, credential: Object.fromEntries(times), lastContactAt: lastContactAt === null ? null : new Date(lastContactAt) };
}
