import { randomBytes, timingSafeEqual } from "node:crypto";

/** Somebody who showed a token, on one browser. The token itself is not kept, and what it is worth is asked again each time. */
export interface PurposeSession {
  readonly id: string;
  /** SHA-256 of the token that was shown. */
  readonly sha256: string;
  readonly site: string;
  /** What a form of ours carries and nobody else's can. */
  readonly formKey: string;
  /** ms since 1970 UTC */
  readonly endsAt: number;
}

const longestMs = 12 * 3_600_000;
const most = 1_000;

/** Sessions in memory: whoever is signed in when the collector starts again signs in again. */
export class PurposeSessions {
  readonly #sessions = new Map<string, PurposeSession>();

  begin(sha256: string, site: string, nowMs: number): PurposeSession {
    for (const [id, { endsAt }] of this.#sessions) if (endsAt <= nowMs) this.#sessions.delete(id);
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size >= most && oldest !== undefined) this.#sessions.delete(oldest);
    const draw = (): string => randomBytes(24).toString("base64url");
    const session = { id: draw(), sha256, site, formKey: draw(), endsAt: nowMs + longestMs };
    this.#sessions.set(session.id, session);
    return session;
  }

  find(id: string, site: string, nowMs: number): PurposeSession | null {
    const session = this.#sessions.get(id);
    return session !== undefined && session.site === site && nowMs < session.endsAt ? session : null;
  }

  end(id: string): void {
    this.#sessions.delete(id);
  }
}

/** In the same time whatever is shown. */
export function isFormKeyOf({ formKey }: PurposeSession, shown: string): boolean {
  const [known, told] = [Buffer.from(formKey), Buffer.from(shown)];
  return known.length === told.length && timingSafeEqual(known, told);
}
