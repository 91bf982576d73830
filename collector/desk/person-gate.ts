import { createHash, randomBytes } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Tries } from "../fleet/tries.ts";
import { type Declarations, isGoodAt, type PersonRole, type PersonToken, type Writer } from "../ledger/declarations.ts";
import { DeskRefused } from "./desk-refused.ts";

/** 256 bits, known at a glance for what it is. */
export const drawPersonToken = (): string => `vigie_${randomBytes(32).toString("base64url")}`;

/** What is kept of a token: a thief of the ledger has not the token. */
export const digestOfPersonToken = (token: string): string => createHash("sha256").update(token).digest("hex");

export interface Gate {
  readonly declarations: Pick<Declarations, "personTokenWith">;
  /** Wrong tokens of late, by address. */
  readonly tries: Tries;
  /** ms since 1970 UTC */
  readonly now: () => number;
}

/** Who asks, and the only site he may speak of; null: all of them. */
export interface Person extends Writer {
  readonly site: string | null;
}

/**
 * The person who asks. Looked up at every request, so that what was revoked a moment ago is refused, and only by its digest: the time taken
 * tells nothing of a token. Whoever guesses waits; a right token is never kept out by wrong ones.
 * @throws DeskRefused
 */
export function personAsking(gate: Gate, request: FastifyRequest, wanted: PersonRole): Promise<Person> {
  const shown = /^Bearer ([\x21-\x7e]{1,512})$/.exec(request.headers.authorization ?? "")?.[1];
  if (shown === undefined) return Promise.reject(new DeskRefused("TOKEN_MISSING"));
  return personWith(gate, digestOfPersonToken(shown), request.ip, wanted);
}

/** The same for whoever showed a token before, by its digest. @throws DeskRefused */
export async function personWith({ declarations, tries, now }: Gate, sha256: string, source: string, wanted: PersonRole): Promise<Person> {
  const token = await declarations.personTokenWith(sha256);
  if (token === null || !isGoodAt(token, now() / 1000)) throw turnedAway(tries, source);
  if (!mayAct(token, wanted)) throw new DeskRefused("ROLE_TOO_LOW", token.name);
  return { who: `token:${token.name}`, origin: source, site: token.role === "site" ? (token.site ?? "") : null };
}

const mayAct = ({ role }: PersonToken, wanted: PersonRole): boolean => role === wanted || role === "operator";

function turnedAway(tries: Tries, source: string): DeskRefused {
  const waitMs = tries.waitMs(source);
  if (waitMs > 0) return new DeskRefused("TOO_MANY_TRIES", "", waitMs);
  tries.count(source);
  return new DeskRefused("TOKEN_UNKNOWN");
}
