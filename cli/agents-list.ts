import type { Agent } from "../collector/directory/directory.ts";
import { rightToSpeak } from "../collector/fleet/right-to-speak.ts";
import type { AgentStanding } from "../collector/ledger/port.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { formerAgent, type Office, siteNameOf } from "./agents-office.ts";
import type { Arguments } from "./arguments.ts";
import { type ListedAgent, listFr, listPlaceFr } from "./fr-agents-list.ts";
import type { Io } from "./io.ts";
import { printableJson } from "./printable.ts";

/** `vigie agents list`: what each agent of the inventory speaks with, and how it is. */
export function listAgents(office: Office, _name: string, { flags }: Arguments, io: Io): number {
  const standings = office.standings();
  const { agents, agent: declared } = office.directory;
  const former = office.fleet.agents().filter((id) => declared(id) === undefined);
  const entries = [...agents, ...former.map(formerAgent).filter((agent) => canSpeak(agent, office))];
  const replacedUses = office.fleet.replacedUses();
  const listed = entries.map((agent) => ({
    ...listedAgent(agent, office, standings?.get(agent.id) ?? null),
    replacedUse: replacedUses.get(agent.id) ?? null,
  }));
  if (flags.has("json")) io.stdout(printableJson(listed.map(asJson)));
  else io.stdout(listFr(listed, { nowMs: Date.now(), columns: io.columns, hasLedger: standings !== null }));
  return exitCodes.done;
}

/** Whoever has left the inventory is listed while he has something that would count again, were he put back. */
function canSpeak(agent: Agent, { fleet }: Office): boolean {
  const { present, waitingCode } = fleet.standingOf(agent);
  return present !== null || waitingCode !== null;
}

function listedAgent(agent: Agent, office: Office, standing: AgentStanding | null): Omit<ListedAgent, "replacedUse"> {
  return {
    agent: agent.id,
    site: agent.site,
    ...placeOf(agent, office),
    right: rightToSpeak(office.fleet.standingOf(agent), agent),
    lastContactAt: standing?.lastContactAt ?? null,
    clockOffsetMs: standing?.clockOffsetMs ?? null,
    ...toldOf(standing?.health ?? null),
  };
}

type ToldByAgent = Pick<ListedAgent, "version" | "refusedRelease" | "waiting" | "lost" | "renumbered" | "plan">;

function toldOf(health: AgentStanding["health"]): ToldByAgent {
  if (health === null) return { version: null, refusedRelease: null, waiting: null, lost: null, renumbered: null, plan: null };
  const { version, refusedRelease, outboxCount: waiting, lostCount: lost, renumberedCount: renumbered = 0, plan } = health;
  return { version, refusedRelease: refusedRelease ?? null, waiting, lost, renumbered, plan: plan ?? null };
}

function placeOf(agent: Agent, { isInventoryKnown, directory }: Office): Pick<ListedAgent, "siteName" | "isInInventory"> {
  const siteName = siteNameOf(agent, directory);
  if (!isInventoryKnown) return { siteName, isInInventory: null };
  const isInInventory = directory.agent(agent.id) !== undefined;
  return { siteName: isInInventory ? siteName : listPlaceFr.outOfInventory, isInInventory };
}

/** Times as ISO 8601, the rest as it is. */
function asJson({ lastContactAt, right, replacedUse, ...agent }: ListedAgent): object {
  const times = Object.entries(right).map(([name, value]) => [name, typeof value === "number" ? new Date(value) : value] as const);
  return {
    ...agent,
    credential: Object.fromEntries(times),
    replacedUse: replacedUse && { ...replacedUse, firstAt: new Date(replacedUse.firstAt), lastAt: new Date(replacedUse.lastAt) },
    lastContactAt: lastContactAt === null ? null : new Date(lastContactAt),
  };
}
