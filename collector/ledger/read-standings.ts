import { existsSync } from "node:fs";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import type { AgentHealth } from "../../contract/envelope.ts";
import type { AgentStanding } from "./port.ts";

const patienceMs = 2_000;

/** The last word of each agent, from a ledger that a collector may be writing: nothing in it is touched. null: there is none, or it cannot be read. */
export function readAgentStandings(file: string): ReadonlyMap<string, AgentStanding> | null {
  if (!existsSync(file)) return null;
  try {
    const db = new DatabaseSync(file, { readOnly: true, timeout: patienceMs });
    try {
      return new Map(db.prepare("SELECT * FROM agent_standing").all().map(standingOf));
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}

function standingOf(row: Record<string, SQLOutputValue>): [string, AgentStanding] {
  const agent = String(row["agent"]);
  const { newest_observed_at_ms: newest, health } = row;
  return [
    agent,
    {
      agent,
      lastContactAt: Number(row["last_contact_at_ms"]),
      clockOffsetMs: Number(row["clock_offset_ms"]),
      newestObservedAt: typeof newest === "number" ? newest : null,
      health: typeof health === "string" ? (JSON.parse(health) as AgentHealth) : null,
    },
  ];
}
