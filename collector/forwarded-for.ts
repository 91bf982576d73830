import { isIP } from "node:net";
import type { FastifyRequest } from "fastify";

const header = "x-forwarded-for";

/**
 * What a proxy hands on of the addresses before it is whatever the sender wrote. From its own, the last, back to the first that is none:
 * nothing else comes into a log, a history or a count.
 */
export function believeOnlyAddresses({ raw: { headers } }: FastifyRequest, _reply: unknown, next: () => void): void {
  const told = headers[header];
  if (told !== undefined) headers[header] = addressesAtEnd(String(told));
  next();
}

function addressesAtEnd(text: string): string {
  const parts = text.split(",").map((part) => part.trim());
  return parts.slice(parts.findLastIndex((part) => isIP(part) === 0) + 1).join(", ");
}
