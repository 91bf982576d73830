import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { CredentialKind } from "../ingest/authenticate.ts";

/** How a credential came to its end before its time. */
const endings = ["revoked", "replaced"] as const;
export type Ending = (typeof endings)[number];

/** What the collector keeps of a credential: never the credential. */
export interface CredentialRecord {
  /** Of a certificate's DER form, or of a token. */
  readonly sha256: string;
  readonly kind: CredentialKind;
  readonly agent: string;
  readonly issuedAt: number;
  /** null: never by itself. */
  readonly expiresAt: number | null;
  readonly firstUsedAt: number | null;
  readonly endedAt: number | null;
  readonly endedAs: Ending | null;
}

type Row = Record<string, SQLOutputValue>;

const columns = "sha256, kind, agent, issued_at_ms, expires_at_ms, first_used_at_ms, ended_at_ms, ended_as";
const numberOf = (value: SQLOutputValue | undefined): number | null => (typeof value === "number" ? value : null);

function recordOf(row: Row): CredentialRecord {
  return {
    sha256: String(row["sha256"]),
    kind: row["kind"] === "certificate" ? "certificate" : "token",
    agent: String(row["agent"]),
    issuedAt: Number(row["issued_at_ms"]),
    expiresAt: numberOf(row["expires_at_ms"]),
    firstUsedAt: numberOf(row["first_used_at_ms"]),
    endedAt: numberOf(row["ended_at_ms"]),
    endedAs: endings.find((ending) => ending === row["ended_as"]) ?? null,
  };
}

export interface NewCredential {
  readonly sha256: string;
  readonly kind: CredentialKind;
  readonly agent: string;
  readonly expiresAt: number | null;
}

export interface CredentialRows {
  find(sha256: string): CredentialRecord | null;
  /** All of an agent, newest first. */
  of(agent: string): CredentialRecord[];
  keep(credential: NewCredential, at: number): void;
  /** A token of the inventory shall not count any more, and is known here from now on. False: it did not count already. */
  bar(sha256: string, agent: string, as: Ending, at: number): boolean;
  /** Ends whatever of the agent is still good; how many that were. */
  endAll(agent: string, as: Ending, at: number): number;
  /** The first use of a credential ends the ones it replaces, and not its issue: whoever was cut off between the two still has the former. */
  use(credential: CredentialRecord, at: number): void;
}

export function credentialRows(db: DatabaseSync): CredentialRows {
  const find = db.prepare(`SELECT ${columns} FROM credential WHERE sha256 = ?`);
  const end = db.prepare("UPDATE credential SET ended_at_ms = ?, ended_as = ? WHERE sha256 = ? AND ended_at_ms IS NULL");
  const insert = db.prepare(
    "INSERT INTO credential (sha256, kind, agent, issued_at_ms, expires_at_ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  return {
    find: (sha256) => {
      const row = find.get(sha256);
      return row === undefined ? null : recordOf(row);
    },
    of: (agent) =>
      db.prepare(`SELECT ${columns} FROM credential WHERE agent = ? ORDER BY issued_at_ms DESC, rowid DESC`).all(agent).map(recordOf),
    keep: ({ sha256, kind, agent, expiresAt }, at) => {
      // One that waits for its first use is enough: an older one was lost on the way.
      db.prepare(
        "UPDATE credential SET ended_at_ms = ?, ended_as = 'replaced' WHERE agent = ? AND first_used_at_ms IS NULL AND ended_at_ms IS NULL",
      ).run(at, agent);
      insert.run(sha256, kind, agent, at, expiresAt);
    },
    bar: (sha256, agent, as, at) => {
      insert.run(sha256, "token", agent, at, null);
      return end.run(at, as, sha256).changes > 0;
    },
    endAll: (agent, as, at) =>
      Number(
        db.prepare("UPDATE credential SET ended_at_ms = ?, ended_as = ? WHERE agent = ? AND ended_at_ms IS NULL").run(at, as, agent)
          .changes,
      ),
    use: ({ sha256, agent }, at) => {
      db.prepare("UPDATE credential SET first_used_at_ms = ? WHERE sha256 = ?").run(at, sha256);
      db.prepare(
        "UPDATE credential SET ended_at_ms = ?, ended_as = 'replaced' WHERE agent = ? AND sha256 <> ? AND ended_at_ms IS NULL",
      ).run(at, agent, sha256);
      db.prepare("DELETE FROM rotation WHERE agent = ?").run(agent);
    },
  };
}
