import type { AgentStanding, Ledger } from "../ledger/port.ts";

export interface WellBeingOptions {
  readonly ledger: Pick<Ledger, "lastEntries" | "cursorOf" | "saveCursor" | "agents">;
  /** The follower without which nothing that arrives is ever shown. */
  readonly follower: string;
  /** Where each look leaves its mark in the ledger. */
  readonly mark: string;
  /** Agents the inventory declares now. */
  readonly declaredAgents: () => readonly string[];
  /** Without a word from any agent for so long, nothing arrives any more. */
  readonly silentAfterMs: number;
  /** ms since 1970 UTC */
  readonly now: () => number;
}

/** Why the collector does not do its work. */
export type Hindrance = "ledger_not_writable" | "states_stand_still" | "no_agent_heard";

/**
 * Looks whether the collector truly works, not only whether its process lives: a mark is committed to the ledger, states have moved
 * since the last look or nothing waited for them, and at least one agent was heard. Gives what speaks against it, the first thing
 * only; null when all is well.
 */
export function wellBeing(options: WellBeingOptions): () => Promise<Hindrance | null> {
  const { ledger, follower, mark } = options;
  const startedAt = options.now();
  let looks = 0;
  let seen: { readonly end: number; readonly cursor: number } | null = null;
  return async () => {
    let end: number;
    let cursor: number;
    let agents: ReadonlyMap<string, AgentStanding>;
    try {
      looks += 1;
      await ledger.saveCursor(mark, "observations", looks);
      end = (await ledger.lastEntries()).observations;
      cursor = await ledger.cursorOf(follower, "observations");
      agents = await ledger.agents();
    } catch {
      return "ledger_not_writable";
    }
    // What waited at the last look must have been followed, in part at least, by this one.
    const standsStill = seen !== null && seen.end > seen.cursor && cursor <= seen.cursor;
    seen = { end, cursor };
    if (standsStill) return "states_stand_still";
    return isAnyAgentHeard(agents, startedAt, options) ? null : "no_agent_heard";
  };
}

/** A collector that starts gives its agents time to call; one that no agent has ever called is being set up. */
function isAnyAgentHeard(
  agents: ReadonlyMap<string, AgentStanding>,
  startedAt: number,
  { declaredAgents, silentAfterMs, now }: WellBeingOptions,
): boolean {
  const contacts = declaredAgents().flatMap((id) => agents.get(id)?.lastContactAt ?? []);
  return contacts.length === 0 || now() - Math.max(startedAt, ...contacts) <= silentAfterMs;
}
