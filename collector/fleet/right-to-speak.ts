import type { Agent } from "../directory/directory.ts";
import type { RightToSpeak } from "../directory/right-to-speak.ts";
import type { AgentCredentials, Fleet } from "./fleet.ts";

export function rightToSpeak(standing: AgentCredentials, { tokenSha256 }: Agent): RightToSpeak {
  const { present, newest, waitingCode, rotationAskedAt, isInventoryTokenOver, isRevoked } = standing;
  if (present !== null) return { kind: present.kind, expiresAt: present.expiresAt, rotationAskedAt };
  const codeExpiresAt = waitingCode?.expiresAt ?? null;
  if (tokenSha256 !== null && !isInventoryTokenOver) return { kind: "inventory_token", codeExpiresAt };
  if (codeExpiresAt !== null) return { kind: "code", codeExpiresAt };
  if (isRevoked) return { kind: "revoked", endedAt: newest?.endedAt ?? null };
  return newest === null ? { kind: "none", endedAt: null } : { kind: "expired", endedAt: newest.expiresAt };
}

const rememberedMs = 2_000;

/** The rights of all agents, for pages: those are asked for far more often than somebody is admitted or revoked. */
export function rightsOfAgents(fleet: Pick<Fleet, "standingOf">, now: () => number): (agent: Agent) => RightToSpeak {
  const known = new Map<string, RightToSpeak>();
  let knownAt = Number.NEGATIVE_INFINITY;
  return (agent) => {
    if (Math.abs(now() - knownAt) > rememberedMs) {
      known.clear();
      knownAt = now();
    }
    const right = known.get(agent.id) ?? rightToSpeak(fleet.standingOf(agent), agent);
    known.set(agent.id, right);
    return right;
  };
}
