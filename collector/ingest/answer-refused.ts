import type { FastifyReply, FastifyRequest } from "fastify";
import type { RefusalCode } from "../../contract/envelope.ts";
import type { Refused } from "./refused.ts";

/** Codes by which somebody is turned away who may not mean well: whoever reads the log wants to know from where. */
const atTheDoor = new Set([401, 403]);

/** No agent of ours writes these: a program of another release does, or somebody who has its credential. */
const notOurs: ReadonlySet<RefusalCode> = new Set<RefusalCode>(["ENVELOPE_INVALID", "SEQUENCE_BEYOND_REASON"]);

/**
 * Answers a refusal in the words of the contract, and tells the log. Neither says a secret.
 * @param sender who was let in by its credential, where anybody was
 */
export function answerRefused(refused: Refused, request: FastifyRequest, reply: FastifyReply, sender: string | null = null): FastifyReply {
  const facts = { code: refused.code, agent: refused.agent ?? sender, reason: refused.message, source: request.ip };
  if (atTheDoor.has(refused.status)) request.log.warn(facts, "agent refused");
  else request.log[notOurs.has(refused.code) ? "warn" : "info"](facts, "envelope refused");
  if (refused.status === 401) reply.header("www-authenticate", 'Bearer realm="vigie"');
  // Whoever is not let in is hung up on: otherwise the rest of the body would still be received, only to be thrown away.
  if (atTheDoor.has(refused.status)) reply.header("connection", "close");
  if (refused.status === 503) reply.header("retry-after", "5");
  return reply.code(refused.status).send(refused.toBody());
}
