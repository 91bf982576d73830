import type { FastifyReply, FastifyRequest } from "fastify";
import type { Refused } from "./refused.ts";

/** Codes by which somebody is turned away who may not mean well: whoever reads the log wants to know from where. */
const atTheDoor = new Set([401, 403]);

/** Answers a refusal in the words of the contract, and tells the log. Neither says a secret. */
export function answerRefused(refused: Refused, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const facts = { code: refused.code, reason: refused.message };
  if (atTheDoor.has(refused.status)) request.log.warn({ ...facts, agent: refused.agent, source: request.ip }, "agent refused");
  else request.log.info({ ...facts, source: request.ip }, "envelope refused");
  if (refused.status === 401) reply.header("www-authenticate", 'Bearer realm="vigie"');
  // Whoever is not let in is hung up on: otherwise the rest of the body would still be received, only to be thrown away.
  if (atTheDoor.has(refused.status)) reply.header("connection", "close");
  if (refused.status === 503) reply.header("retry-after", "5");
  return reply.code(refused.status).send(refused.toBody());
}
