import type { AgentStatus, AgentsPage } from "./agents.ts";
import { agentCountWords, agentsWords, lossWords, planFaultWords, planStateWords, vantageWords } from "./fr-agents.ts";
import { durationWords } from "./fr-format.ts";
import { countWords, planReason } from "./fr-overview.ts";
import { refusedReleaseFr } from "./fr-refused-release.ts";
import { conditionWords } from "./fr-states.ts";
import { age, dateTime, duration, machineTime, number, plural, ratioInPercent, signedOffset } from "./french-format.ts";
import { type InventoryView, inventoryView } from "./inventory-view.ts";
import type { AgentCondition } from "./overview.ts";
import { siteHref } from "./overview-filter.ts";
import { noBreakSpace, typographic } from "./typography.ts";

/** A clock this far off makes times on the page misleading. */
const notableOffsetMs = 2_000;
/** Agents renew by themselves long before: one that did not needs somebody. */
const endsSoonMs = 14 * 86_400_000;
const noticeableWaitMs = 600_000;

/** One cell: what is so, what is to be known beside it, and whether that is what somebody must look at. */
export interface AgentCell {
  readonly text: string;
  readonly notes: readonly string[];
  readonly needsAttention: boolean;
}

export interface AgentRow {
  readonly id: string;
  readonly place: string;
  readonly href: string | null;
  readonly condition: AgentCondition;
  readonly conditionWord: string;
  readonly contact: { readonly text: string; readonly machine: string | null };
  readonly cells: Readonly<Record<"waiting" | "lost" | "clock" | "plan" | "polls" | "version" | "credential", AgentCell>>;
  readonly needsAttention: boolean;
}

export interface AgentsView {
  readonly generatedAt: { readonly text: string; readonly machine: string };
  readonly verdict: string;
  /** Null: the newest inventory counts. */
  readonly inventory: InventoryView | null;
  readonly rows: readonly AgentRow[];
}

export function agentsView({ generatedAt, agents, refusedInventory }: AgentsPage, nowMs: number): AgentsView {
  const ranked = agents
    .map((agent) => ({ agent, row: rowOf(agent, nowMs) }))
    .toSorted((left, right) => urgency(left) - urgency(right) || left.agent.id.localeCompare(right.agent.id, "fr"));
  const rows = ranked.map(({ row }) => row);
  const toCheck = rows.filter(({ needsAttention }) => needsAttention).length;
  return {
    generatedAt: { text: dateTime(generatedAt), machine: machineTime(generatedAt) },
    verdict: verdictOf(agents.length, toCheck),
    inventory: inventoryView(refusedInventory, nowMs),
    rows,
  };
}

function verdictOf(total: number, toCheck: number): string {
  if (total === 0) return agentsWords.none;
  return toCheck === 0 ? agentsWords.allFine : `${plural(toCheck, ...agentCountWords.toCheck)} ${countWords.outOf} ${number(total)}`;
}

/** What keeps data from arriving, or will soon lose some, before what can wait; within each, by name. */
const gravest: readonly ((agent: AgentStatus, row: AgentRow) => boolean)[] = [
  ({ condition }) => condition === "silent",
  ({ isInMemory }) => isInMemory,
  ({ plan }) => plan?.state === "refused",
  (_agent, { cells }) => cells.credential.needsAttention,
  ({ condition }) => condition === "late" || condition === "nothing_yet",
  ({ condition }) => condition === "never_seen",
  ({ plan }) => plan?.state === "partial",
  (_agent, { needsAttention }) => needsAttention,
];

function urgency({ agent, row }: { readonly agent: AgentStatus; readonly row: AgentRow }): number {
  const rank = gravest.findIndex((isSo) => isSo(agent, row));
  return rank < 0 ? gravest.length : rank;
}

/** « Mairie d'Ouessant », or « 12 sites · central » */
export function agentPlace({ site, siteCount, vantage }: Pick<AgentStatus, "site" | "siteCount" | "vantage">): string {
  const where = site?.name ?? plural(siteCount, ...agentCountWords.site);
  return vantage === "site" ? where : `${where} · ${vantageWords[vantage]}`;
}

function rowOf(agent: AgentStatus, nowMs: number): AgentRow {
  const { id, condition, site, lastContactAt } = agent;
  const cells = {
    waiting: waitingCell(agent, nowMs),
    lost: lostCell(agent),
    clock: clockCell(agent),
    plan: planCell(agent),
    polls: pollsCell(agent),
    version: versionCell(agent, nowMs),
    credential: withReplacedUse(credentialCell(agent, nowMs), agent, nowMs),
  };
  return {
    id,
    place: agentPlace(agent),
    href: site === null ? null : siteHref(site.territory, site.id),
    condition,
    // Under the title « Dernier contact »: an agent that was heard a moment ago may still have old observations to tell.
    conditionWord: condition === "late" ? agentsWords.lateReadings : conditionWords[condition],
    contact: {
      text: lastContactAt === null ? durationWords.never : age(lastContactAt, nowMs),
      machine: lastContactAt === null ? null : machineTime(lastContactAt),
    },
    cells,
    needsAttention: condition !== "current" || Object.values(cells).some(({ needsAttention }) => needsAttention),
  };
}

/** A few words that would be torn apart in a narrow column. */
const unbroken = (text: string): string => typographic(text).replaceAll(" ", "\u00a0");

const unknown: AgentCell = { text: "–", notes: [], needsAttention: false };

function waitingCell({ waiting, oldestWaitingAt, isInMemory, isUnlocked }: AgentStatus, nowMs: number): AgentCell {
  if (waiting === null) return unknown;
  const notes = [
    ...(oldestWaitingAt === null || waiting === 0 ? [] : [`${agentsWords.oldest} ${unbroken(age(oldestWaitingAt, nowMs))}`]),
    ...(isInMemory ? [agentsWords.inMemory] : []),
    ...(isUnlocked ? [agentsWords.unlocked] : []),
  ];
  const waitsLong = waiting > 0 && oldestWaitingAt !== null && nowMs - oldestWaitingAt > noticeableWaitMs;
  const text = waiting === 0 ? agentsWords.nothingWaits : plural(waiting, ...agentCountWords.observation);
  return { text, notes, needsAttention: isInMemory || isUnlocked || waitsLong };
}

/** What the agent told of itself and was refused is no observation: it is told beside them, as it may speak of a loss. */
function lostCell({ losses, eventsAside, waiting }: AgentStatus): AgentCell {
  const asides = eventsAside === 0 ? [] : [`${plural(eventsAside, ...agentCountWords.event)} ${agentsWords.eventsAside}`];
  if (losses.length === 0)
    return waiting === null ? unknown : { text: agentsWords.nothingLost, notes: asides, needsAttention: asides.length > 0 };
  const total = losses.reduce((sum, { count }) => sum + count, 0);
  const notes = losses.map(({ reason, count }) => `${number(count)} ${lossWords[reason]}`);
  return { text: plural(total, ...agentCountWords.observation), notes: [...notes, ...asides], needsAttention: true };
}

function clockCell({ clockOffsetMs }: AgentStatus): AgentCell {
  if (clockOffsetMs === null) return unknown;
  const isOff = Math.abs(clockOffsetMs) >= notableOffsetMs;
  return { text: isOff ? signedOffset(clockOffsetMs) : agentsWords.onTime, notes: [], needsAttention: isOff };
}

function planCell({ plan, waiting }: AgentStatus): AgentCell {
  if (plan === null) return waiting === null ? unknown : { text: agentsWords.noPlan, notes: [], needsAttention: false };
  const kinds = plan.faults.map((fault) => planFaultWords[fault]);
  const notes = plan.reason === null ? kinds : [...kinds, planReason];
  return { text: planStateWords[plan.state], notes, needsAttention: plan.state !== "applied" };
}

/** Silent codecs are no fault of the agent's: they are told here, and looked after elsewhere. */
function pollsCell({ polls }: AgentStatus): AgentCell {
  if (polls === null) return unknown;
  const ratio = polls.count === 0 ? null : polls.timeouts / polls.count;
  const notes = [
    ...(ratio === null ? [] : [`${ratioInPercent(ratio)} ${unbroken(agentsWords.silentPolls)}`]),
    ...(polls.longestMs === 0 ? [] : [unbroken(`${agentsWords.longest} ${seconds(polls.longestMs)}`)]),
    ...(polls.late === 0 ? [] : [`${agentsWords.late} ${number(polls.late)}`]),
  ];
  return { text: number(polls.count), notes: notes.map(typographic), needsAttention: false };
}

function seconds(ms: number): string {
  return ms < 60_000 ? typographic(`${number(ms / 1_000)} s`) : duration(Math.round(ms / 1_000));
}

function versionCell({ version, startedAt, refusedRelease }: AgentStatus, nowMs: number): AgentCell {
  if (version === null) return unknown;
  const notes = [
    ...(startedAt === null ? [] : [`${agentsWords.started} ${unbroken(age(startedAt, nowMs))}`]),
    ...(refusedRelease === null ? [] : [typographic(refusedReleaseFr(refusedRelease))]),
  ];
  return { text: version, notes, needsAttention: refusedRelease !== null };
}

/** Whether a code waits to be used is for the operator alone. */
function credentialCell({ right }: AgentStatus, nowMs: number): AgentCell {
  switch (right.kind) {
    case "certificate":
    case "token":
      return right.expiresAt === null ? { text: agentsWords.noEnd, notes: [], needsAttention: false } : endingCell(right.expiresAt, nowMs);
    case "inventory_token":
      return { text: agentsWords.noEnd, notes: [], needsAttention: false };
    case "code":
    case "none":
      return { text: agentsWords.notYet, notes: [], needsAttention: false };
    case "revoked":
    case "expired":
      return {
        text: right.kind === "revoked" ? agentsWords.revoked : agentsWords.over,
        notes: right.endedAt === null ? [] : [dateTime(right.endedAt)],
        needsAttention: true,
      };
  }
}

/** Who it was is told by `vigie agents list`: an address is nobody's business on a page. */
function withReplacedUse(cell: AgentCell, { replacedUsedAt }: AgentStatus, nowMs: number): AgentCell {
  if (replacedUsedAt === null) return cell;
  return { ...cell, notes: [...cell.notes, `${agentsWords.replacedUsed} ${unbroken(age(replacedUsedAt, nowMs))}`], needsAttention: true };
}

function endingCell(credentialEndsAt: number, nowMs: number): AgentCell {
  const leftS = Math.floor((credentialEndsAt - nowMs) / 1_000);
  if (leftS <= 0) return { text: agentsWords.over, notes: [dateTime(credentialEndsAt)], needsAttention: true };
  const text = `${agentsWords.endsIn}${noBreakSpace}${duration(leftS)}`;
  const endsSoon = credentialEndsAt <= nowMs + endsSoonMs;
  return { text, notes: endsSoon ? [agentsWords.endsSoon] : [], needsAttention: endsSoon };
}
