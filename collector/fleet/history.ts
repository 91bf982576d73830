import type { DatabaseSync, SQLOutputValue } from "node:sqlite";

/** What can happen to an agent's right to speak. */
export const fleetActs = ["code_made", "code_refused", "enrolled", "renewed", "rotation_asked", "replaced_used", "revoked"] as const;
export type FleetAct = (typeof fleetActs)[number];

/** Who did something, and from where: a user of the collector's machine, or an agent and its address. */
export interface Author {
  readonly who: string;
  readonly origin: string;
}

/** Whoever came with a one-time code: all that is known of him. Two words, so no user of a machine is called so. */
export const bearerOfCode = "bearer of the code";

/** Whoever showed a credential that another had replaced; no user of a machine is called so either. */
export const bearerOfReplaced = "bearer of a replaced credential";

export interface HistoryEntry extends Author {
  readonly at: number;
  readonly agent: string;
  readonly what: FleetAct;
  readonly detail: string | null;
}

/** With its place in the history. */
export type NumberedEntry = HistoryEntry & { readonly entry: number };

export function noteInHistory(db: DatabaseSync, { at, agent, what, who, origin, detail }: HistoryEntry): void {
  db.prepare("INSERT INTO history (at_ms, agent, what, who, origin, detail) VALUES (?, ?, ?, ?, ?, ?)").run(
    at,
    agent,
    what,
    who,
    origin,
    detail,
  );
}

const columns = "entry, at_ms, agent, what, who, origin, detail";

/** Oldest first. */
export function historyOf(db: DatabaseSync, agent: string): NumberedEntry[] {
  return entriesIn(db.prepare(`SELECT ${columns} FROM history WHERE agent = ? ORDER BY entry`).all(agent));
}

/** What came after that entry, of all agents, oldest first. */
export function historyAfter(db: DatabaseSync, entry: number): NumberedEntry[] {
  return entriesIn(db.prepare(`SELECT ${columns} FROM history WHERE entry > ? ORDER BY entry LIMIT ?`).all(entry, mostAtOnce));
}

const mostAtOnce = 1_000;

function entriesIn(rows: readonly Record<string, SQLOutputValue>[]): NumberedEntry[] {
  return rows.flatMap((row) => {
    const what = fleetActs.find((act) => act === row["what"]);
    if (what === undefined) return [];
    const detail = row["detail"];
    return [
      {
        entry: Number(row["entry"]),
        at: Number(row["at_ms"]),
        agent: String(row["agent"]),
        what,
        who: String(row["who"]),
        origin: String(row["origin"]),
        detail: typeof detail === "string" ? detail : null,
      },
    ];
  });
}
