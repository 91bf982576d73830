import type { DatabaseSync } from "node:sqlite";
import { digestOfCode, drawCode } from "./one-time-code.ts";

/** How long a code waits for whoever climbs the ladder. */
const codeLifeMs = 24 * 3_600_000;

/** A right code that comes with an unusable request, or from the wrong machine, this many times is dead. */
export const maxFailures = 5;

export interface CodeRecord {
  readonly sha256: string;
  readonly agent: string;
  readonly expiresAt: number;
  readonly endedAs: "used" | "replaced" | "revoked" | "failed" | null;
  readonly endedAt: number | null;
  readonly failures: number;
  /** The public key and the certificate it was used for, so that an answer lost on the way can be asked for again by whoever has the key. */
  readonly keySha256: string | null;
  readonly certificate: string | null;
}

export interface MadeCode {
  readonly code: string;
  readonly expiresAt: number;
  readonly hasReplaced: boolean;
}

export interface CodeRows {
  /** A new code for an agent. Its former one, if it still waited, is no longer good. */
  make(agent: string, at: number): MadeCode;
  find(typed: string): CodeRecord | null;
  /** The code of an agent that still waits to be used. */
  waiting(agent: string, at: number): CodeRecord | null;
  use(code: CodeRecord, at: number, issued: { readonly keySha256: string; readonly certificate: string } | null): void;
  /** Whether the code is dead now. */
  fail(code: CodeRecord, at: number): boolean;
  endAll(agent: string, as: "replaced" | "revoked", at: number): number;
}

const columns = "sha256, agent, expires_at_ms, ended_at_ms, ended_as, failures, key_sha256, certificate";
const endings = ["used", "replaced", "revoked", "failed"] as const;

export function codeRows(db: DatabaseSync): CodeRows {
  const endAll: CodeRows["endAll"] = (agent, as, at) =>
    Number(db.prepare("UPDATE code SET ended_at_ms = ?, ended_as = ? WHERE agent = ? AND ended_at_ms IS NULL").run(at, as, agent).changes);
  const waiting: CodeRows["waiting"] = (agent, at) =>
    recordOf(db.prepare(`SELECT ${columns} FROM code WHERE agent = ? AND ended_at_ms IS NULL AND expires_at_ms > ?`).get(agent, at));
  return {
    waiting,
    endAll,
    make: (agent, at) => {
      const hasReplaced = waiting(agent, at) !== null;
      endAll(agent, "replaced", at);
      const code = drawCode();
      const expiresAt = at + codeLifeMs;
      db.prepare("INSERT INTO code (sha256, agent, made_at_ms, expires_at_ms) VALUES (?, ?, ?, ?)").run(
        digestOfCode(code),
        agent,
        at,
        expiresAt,
      );
      return { code, expiresAt, hasReplaced };
    },
    find: (typed) => recordOf(db.prepare(`SELECT ${columns} FROM code WHERE sha256 = ?`).get(digestOfCode(typed))),
    use: ({ sha256 }, at, issued) => {
      db.prepare("UPDATE code SET ended_at_ms = ?, ended_as = 'used', key_sha256 = ?, certificate = ? WHERE sha256 = ?").run(
        at,
        issued?.keySha256 ?? null,
        issued?.certificate ?? null,
        sha256,
      );
    },
    fail: ({ sha256, failures }, at) => {
      db.prepare("UPDATE code SET failures = failures + 1 WHERE sha256 = ?").run(sha256);
      if (failures + 1 < maxFailures) return false;
      db.prepare("UPDATE code SET ended_at_ms = ?, ended_as = 'failed' WHERE sha256 = ? AND ended_at_ms IS NULL").run(at, sha256);
      return true;
    },
  };
}

function recordOf(row: Record<string, unknown> | undefined): CodeRecord | null {
  if (row === undefined) return null;
  const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
  return {
    sha256: String(row["sha256"]),
    agent: String(row["agent"]),
    expiresAt: Number(row["expires_at_ms"]),
    endedAt: typeof row["ended_at_ms"] === "number" ? row["ended_at_ms"] : null,
    endedAs: endings.find((ending) => ending === row["ended_as"]) ?? null,
    failures: Number(row["failures"]),
    keySha256: text(row["key_sha256"]),
    certificate: text(row["certificate"]),
  };
}
