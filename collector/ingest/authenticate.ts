import { createHash, timingSafeEqual } from "node:crypto";
import type { Agent, Directory } from "../directory/directory.ts";
import { Refused } from "./refused.ts";

/** The agent a bearer token belongs to. Only digests are compared, so the time taken tells nothing of a token. @throws Refused */
export function authenticate(authorization: string | undefined, directory: Directory): Agent {
  const token = /^Bearer ([\x21-\x7e]{1,512})$/.exec(authorization ?? "")?.[1];
  if (token === undefined) throw new Refused("TOKEN_MISSING", "Send the agent's token as: Authorization: Bearer <token>");
  const digest = createHash("sha256").update(token).digest();
  const agent = directory.agents.find((candidate) => timingSafeEqual(Buffer.from(candidate.tokenSha256, "hex"), digest));
  if (agent === undefined) throw new Refused("TOKEN_UNKNOWN", "No agent of the inventory has this token");
  return agent;
}
