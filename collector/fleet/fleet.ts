import { join } from "node:path";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Agent } from "../directory/directory.ts";
import type { AgentLookup, CredentialKind, Credentials, ShownCredential, Worth } from "../ingest/authenticate.ts";
import { type CodeRecord, type CodeRows, codeRows, type MadeCode, maxFailures } from "./codes.ts";
import { type CredentialRecord, type CredentialRows, credentialRows, type Ending, type NewCredential } from "./credentials.ts";
import { inTransaction, openFleetFile } from "./fleet-file.ts";
import {
  type Author,
  bearerOfReplaced,
  type FleetAct,
  type HistoryEntry,
  historyAfter,
  historyOf,
  type NumberedEntry,
  noteInHistory,
} from "./history.ts";
import { type ReplacedUse, type ReplacedUses, replacedUses } from "./replaced-uses.ts";

/** Where an agent stands with us. */
export interface AgentCredentials {
  /** The one it uses, or would use next; null: none that is good. */
  readonly present: CredentialRecord | null;
  /** The newest of all, good or not. */
  readonly newest: CredentialRecord | null;
  readonly waitingCode: { readonly expiresAt: number } | null;
  readonly rotationAskedAt: number | null;
  /** The token that the inventory names does not count any more: it was revoked, or an enrolment has replaced it. */
  readonly isInventoryTokenOver: boolean;
  /** The last thing that it could speak with was taken from it. */
  readonly isRevoked: boolean;
}

/** What a code was used for; `reason` as the enrolment's refusals say it. */
export type CodeVerdict =
  | { readonly kind: "good"; readonly code: CodeRecord }
  | { readonly kind: "refused"; readonly reason: "CODE_UNKNOWN" | "CODE_USED" | "CODE_EXPIRED"; readonly code: CodeRecord | null };

export interface Fleet extends Credentials {
  makeCode(agent: string, by: Author): MadeCode;
  judgeCode(typed: string): CodeVerdict;
  /** Once: a second caller for the same code is told `false`. */
  enrol(code: CodeRecord, issued: IssuedCredential, by: Author): boolean;
  /** A code that came with what cannot be answered. */
  failCode(code: CodeRecord, why: string, by: Author): void;
  /**
   * Unless the credential that asks, by its digest, has come to its end since it was admitted: gives back how it did, and keeps nothing.
   */
  renew(asking: string, issued: NewCredential, by: Author): Ending | null;
  standingOf(agent: Agent): AgentCredentials;
  /** Ends everything the agent could speak with: credentials, the inventory's token, the code that waits. */
  revoke(agent: Agent, by: Author): { readonly credentials: number; readonly codes: number };
  askRotation(agent: string, by: Author): void;
  historyOf(agent: string): HistoryEntry[];
  /** Agents of which a credential was shown that another had replaced, since they were last admitted or revoked. */
  replacedUses(): ReadonlyMap<string, ReplacedUse>;
  /** What the log has not been told yet, of all agents, oldest first. */
  untold(): readonly NumberedEntry[];
  /** The log knows everything up to that entry. */
  told(entry: number): void;
  /** Everybody who was ever given a code or a credential, whether the inventory still names him or not. */
  agents(): readonly string[];
  close(): void;
}

export type IssuedCredential = NewCredential & { readonly certificate: Certified | null };

/** The certificate as issued, and the digest of the public key it was asked for with. */
export interface Certified {
  readonly pem: string;
  readonly keySha256: string;
}

export const fleetFile = (dataDir: string): string => join(dataDir, "fleet.db");

/** Who may speak for which site. @throws FleetError */
export function openFleet({ file, now }: { readonly file: string; readonly now: () => number }): Fleet {
  return new FleetInFile(openFleetFile(file), now);
}

class FleetInFile implements Fleet {
  readonly #db: DatabaseSync;
  readonly #now: () => number;
  readonly #codes: CodeRows;
  readonly #credentials: CredentialRows;
  readonly #replacedUses: ReplacedUses;
  readonly #findRotation: StatementSync;
  #told: number | null = null;

  constructor(db: DatabaseSync, now: () => number) {
    this.#db = db;
    this.#now = now;
    this.#codes = codeRows(db);
    this.#credentials = credentialRows(db);
    this.#replacedUses = replacedUses(db);
    this.#findRotation = db.prepare("SELECT asked_at_ms FROM rotation WHERE agent = ?");
  }

  makeCode(agent: string, by: Author): MadeCode {
    return this.#together(() => {
      const made = this.#codes.make(agent, this.#now());
      this.#note(agent, "code_made", by);
      return made;
    });
  }

  judgeCode(typed: string): CodeVerdict {
    return judgeCode(this.#codes.find(typed), this.#now());
  }

  enrol(code: CodeRecord, { certificate, ...issued }: IssuedCredential, by: Author): boolean {
    return this.#together(() => {
      const now = this.#now();
      if (this.#codes.waiting(code.agent, now)?.sha256 !== code.sha256) return false;
      this.#codes.use(code, now, certificate === null ? null : { keySha256: certificate.keySha256, certificate: certificate.pem });
      this.#credentials.keep(issued, now);
      this.#replacedUses.forget(code.agent);
      this.#note(code.agent, "enrolled", by, issued.kind);
      return true;
    });
  }

  failCode(code: CodeRecord, why: string, by: Author): void {
    this.#together(() => {
      const isDead = this.#codes.fail(code, this.#now());
      // A code in the wrong hands may be tried for ever: what is noted of it ends after a few times.
      if (code.failures < maxFailures) this.#note(code.agent, "code_refused", by, isDead ? `${why} LAST` : why);
    });
  }

  renew(asking: string, issued: NewCredential, by: Author): Ending | null {
    return this.#together(() => {
      const ended = this.#credentials.find(asking)?.endedAs ?? null;
      if (ended !== null) return ended;
      this.#credentials.keep(issued, this.#now());
      this.#note(issued.agent, "renewed", by, issued.kind);
      return null;
    });
  }

  admit({ kind, sha256, source }: ShownCredential, agents: AgentLookup): Worth {
    const known = this.#credentials.find(sha256);
    if (known === null) return kind === "token" ? worthOfInventoryToken(agents.agentWithToken(sha256)) : { kind: "unknown" };
    const worth = worthOf(known, kind, this.#now());
    if (worth.kind === "replaced") this.#noteReplacedUse(known, source);
    if (worth.kind !== "good") return worth;
    if (known.firstUsedAt === null) this.#begin(known, agents.agent(known.agent)?.tokenSha256 ?? null);
    return { ...worth, isRenewalAsked: isOld(known, this.#now()) || this.#rotationAskedAt(known.agent) !== null };
  }

  standingOf({ id, tokenSha256 }: Agent): AgentCredentials {
    const now = this.#now();
    const ever = this.#credentials.of(id);
    const all = ever.filter(({ sha256 }) => sha256 !== tokenSha256);
    const lastEnd = ever.toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0];
    const good = all.filter((one) => worthOf(one, one.kind, now).kind === "good");
    const waiting = this.#codes.waiting(id, now);
    return {
      present: good.find(({ firstUsedAt }) => firstUsedAt !== null) ?? good[0] ?? null,
      newest: all[0] ?? null,
      waitingCode: waiting === null ? null : { expiresAt: waiting.expiresAt },
      rotationAskedAt: this.#rotationAskedAt(id),
      isInventoryTokenOver: tokenSha256 !== null && this.#credentials.find(tokenSha256) !== null,
      isRevoked: good.length === 0 && lastEnd?.endedAs === "revoked",
    };
  }

  revoke({ id, tokenSha256 }: Agent, by: Author): { readonly credentials: number; readonly codes: number } {
    return this.#together(() => {
      const now = this.#now();
      const ended = this.#credentials.endAll(id, "revoked", now);
      const isTokenBarred = tokenSha256 !== null && this.#credentials.bar(tokenSha256, id, "revoked", now);
      const codes = this.#codes.endAll(id, "revoked", now);
      this.#db.prepare("DELETE FROM rotation WHERE agent = ?").run(id);
      this.#replacedUses.forget(id);
      this.#note(id, "revoked", by);
      return { credentials: ended + (isTokenBarred ? 1 : 0), codes };
    });
  }

  askRotation(agent: string, by: Author): void {
    this.#together(() => {
      this.#db.prepare("INSERT INTO rotation (agent, asked_at_ms) VALUES (?, ?) ON CONFLICT DO NOTHING").run(agent, this.#now());
      this.#note(agent, "rotation_asked", by);
    });
  }

  historyOf(agent: string): HistoryEntry[] {
    return historyOf(this.#db, agent).map(({ entry: _, ...noted }) => noted);
  }

  replacedUses(): ReadonlyMap<string, ReplacedUse> {
    return this.#replacedUses.all();
  }

  untold(): readonly NumberedEntry[] {
    this.#told ??= Number(this.#db.prepare("SELECT max(entry) AS entry FROM told").get()?.["entry"] ?? 0);
    return historyAfter(this.#db, this.#told);
  }

  told(entry: number): void {
    // In memory first: on a full disk the same act is not told again every few seconds.
    this.#told = entry;
    this.#db.prepare("UPDATE told SET entry = ?").run(entry);
  }

  agents(): readonly string[] {
    const rows = this.#db.prepare("SELECT agent FROM credential UNION SELECT agent FROM code ORDER BY agent").all();
    return rows.map((row) => String(row["agent"]));
  }

  close(): void {
    this.#db.close();
  }

  #together<T>(work: () => T): T {
    return inTransaction(this.#db, work);
  }

  #note(agent: string, what: FleetAct, { who, origin }: Author, detail: string | null = null): void {
    noteInHistory(this.#db, { at: this.#now(), agent, what, who, origin, detail });
  }

  #noteReplacedUse(credential: CredentialRecord, origin: string): void {
    try {
      this.#together(() => {
        const { isNews } = this.#replacedUses.note(credential, origin, this.#now());
        if (isNews) this.#note(credential.agent, "replaced_used", { who: bearerOfReplaced, origin }, credential.kind);
      });
    } catch {
      // It is refused all the same, and the log says so; a full disk shall not make an error of it.
    }
  }

  #rotationAskedAt(agent: string): number | null {
    const asked = this.#findRotation.get(agent)?.["asked_at_ms"];
    return typeof asked === "number" ? asked : null;
  }

  /** The first use of a credential ends those it replaces, the inventory's token with them: one agent, one credential. */
  #begin(credential: CredentialRecord, formerToken: string | null): void {
    try {
      this.#together(() => {
        this.#credentials.use(credential, this.#now());
        if (formerToken !== null) this.#credentials.bar(formerToken, credential.agent, "replaced", this.#now());
      });
    } catch {
      // A full disk shall not keep out an agent that is in the right: its next request tries again.
    }
  }
}

function judgeCode(code: CodeRecord | null, at: number): CodeVerdict {
  if (code === null || code.endedAs === "replaced" || code.endedAs === "revoked" || code.endedAs === "failed")
    return { kind: "refused", reason: "CODE_UNKNOWN", code };
  if (code.endedAs === "used") return { kind: "refused", reason: "CODE_USED", code };
  if (code.expiresAt <= at) return { kind: "refused", reason: "CODE_EXPIRED", code };
  return { kind: "good", code };
}

/** A token does not say when it ends, and a site's clock may not know what day it is: the collector asks in time. */
function isOld({ issuedAt, expiresAt }: CredentialRecord, at: number): boolean {
  return expiresAt !== null && at > issuedAt + (2 / 3) * (expiresAt - issuedAt);
}

function worthOf(credential: CredentialRecord, kind: CredentialKind, at: number): Worth {
  const { agent, endedAs, expiresAt } = credential;
  if (credential.kind !== kind) return { kind: "unknown" };
  if (endedAs !== null) return { kind: endedAs, agent };
  if (expiresAt !== null && expiresAt <= at) return { kind: "expired", agent };
  return { kind: "good", agent, isRenewalAsked: false };
}

function worthOfInventoryToken(agent: Agent | undefined): Worth {
  return agent === undefined ? { kind: "unknown" } : { kind: "good", agent: agent.id, isRenewalAsked: false };
}
