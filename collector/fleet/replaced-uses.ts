import type { DatabaseSync } from "node:sqlite";
import type { CredentialRecord } from "./credentials.ts";

/** That a credential of an agent was shown after another had replaced it: somebody has a copy of its disk, or it has an old one itself. */
export interface ReplacedUse {
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
  /** From where it came last. */
  readonly origin: string;
}

export interface ReplacedUses {
  /** `isNews`: worth an entry of the history, and with it a line of the log. */
  note(credential: CredentialRecord, origin: string, at: number): { readonly isNews: boolean };
  all(): ReadonlyMap<string, ReplacedUse>;
  /** What was stolen or copied is over: the agent is admitted anew, or not at all. */
  forget(agent: string): void;
}

/** What was on its way when the new credential was first used is nobody else's. */
const onItsWayMs = 60_000;
/** Whoever asks without end shall not make the disk work: tries in between are counted with the next one. */
const betweenWritesMs = 60_000;
const newsAfterMs = 86_400_000;
const newsFromElsewhereAfterMs = 3_600_000;

/** For the shape of the file: one row an agent. */
export const replacedUseShape = `
CREATE TABLE replaced_use (
  agent TEXT PRIMARY KEY,
  first_at_ms INTEGER NOT NULL,
  last_at_ms INTEGER NOT NULL,
  told_at_ms INTEGER NOT NULL,
  count INTEGER NOT NULL,
  origin TEXT NOT NULL
) STRICT;
`;

export function replacedUses(db: DatabaseSync): ReplacedUses {
  const find = db.prepare("SELECT last_at_ms, told_at_ms, origin FROM replaced_use WHERE agent = ?");
  const keep = db.prepare(
    `INSERT INTO replaced_use (agent, first_at_ms, last_at_ms, told_at_ms, count, origin) VALUES (:agent, :at, :at, :at, :count, :origin)
     ON CONFLICT (agent) DO UPDATE SET last_at_ms = :at, told_at_ms = iif(:isNews, :at, told_at_ms), count = count + :count, origin = :origin`,
  );
  const waiting = new Map<string, { count: number; writtenAt: number }>();
  return {
    note: ({ agent, endedAt }, origin, at) => {
      if (endedAt !== null && at < endedAt + onItsWayMs) return { isNews: false };
      const known = waiting.get(agent) ?? { count: 0, writtenAt: Number.NEGATIVE_INFINITY };
      const count = known.count + 1;
      const isTooSoon = Math.abs(at - known.writtenAt) < betweenWritesMs;
      waiting.set(agent, isTooSoon ? { ...known, count } : { count: 0, writtenAt: at });
      if (isTooSoon) return { isNews: false };
      const isNews = isNewsAfter(find.get(agent), origin, at);
      keep.run({ agent, at, count, origin, isNews: isNews ? 1 : 0 });
      return { isNews };
    },
    all: () =>
      new Map(
        db
          .prepare("SELECT agent, first_at_ms, last_at_ms, count, origin FROM replaced_use")
          .all()
          .map((row) => [
            String(row["agent"]),
            {
              firstAt: Number(row["first_at_ms"]),
              lastAt: Number(row["last_at_ms"]),
              count: Number(row["count"]),
              origin: String(row["origin"]),
            },
          ]),
      ),
    forget: (agent) => {
      waiting.delete(agent);
      db.prepare("DELETE FROM replaced_use WHERE agent = ?").run(agent);
    },
  };
}

function isNewsAfter(last: Record<string, unknown> | undefined, origin: string, at: number): boolean {
  if (last === undefined) return true;
  const sinceTold = at - Number(last["told_at_ms"]);
  return sinceTold >= newsAfterMs || (last["origin"] !== origin && sinceTold >= newsFromElsewhereAfterMs);
}
