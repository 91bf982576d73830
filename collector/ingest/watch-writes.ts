import type { FastifyRequest } from "fastify";
import type { Agent, Directory } from "../directory/directory.ts";
import type { AppendResult } from "../ledger/port.ts";
import type { Judgement } from "./judge.ts";
import type { ReadEnvelope } from "./read-envelope.ts";

/** No question of ours is asked of a codec more often, over days. */
const leastIntervalS = 10;
const secondsADay = 86_400;

export interface WatchedWrites {
  readonly directory: Pick<Directory, "endpoint" | "endpointsOf">;
  readonly retentionDays: number;
}

/** One envelope taken in. */
export interface Write {
  readonly agent: Agent;
  readonly read: ReadEnvelope;
  readonly judgement: Judgement;
  readonly result: AppendResult;
}

/** Names, in the log, the agent whose credential writes what a site's own agent would not. */
export function watchWrites({ directory, retentionDays }: WatchedWrites): (request: FastifyRequest, write: Write) => void {
  /** How many observations each agent says somebody else had used the sequence of. */
  const renumbered = new Map<string, number>();
  return (request, { agent, read, judgement, result }) => {
    const facts = { agent: agent.id, source: request.ip };
    tellRejected(request, facts, read, judgement, directory);
    const most = (directory.endpointsOf(agent.id).size * retentionDays * secondsADay) / leastIntervalS;
    if (result.leftOut > most) {
      const { outbox, first } = read.envelope;
      request.log.warn({ ...facts, outbox, first, leftOut: result.leftOut }, "sequences begin far ahead of what was kept");
    }
    const { health } = read.envelope;
    if (health === undefined) return;
    const count = health.renumberedCount ?? 0;
    if (count > (renumbered.get(agent.id) ?? 0))
      request.log.warn({ ...facts, observations: count }, "somebody else writes with the agent's credential");
    renumbered.set(agent.id, count);
  };
}

/** Whoever speaks for another's endpoint, or of a time that cannot be, is to be traced; so is an inventory that has forgotten one. */
function tellRejected(
  request: FastifyRequest,
  { agent, source }: { readonly agent: string; readonly source: string },
  { envelope, observations }: ReadEnvelope,
  { rejected }: Judgement,
  directory: WatchedWrites["directory"],
): void {
  if (rejected.length === 0) return;
  const codes = [...new Set(rejected.map(({ code }) => code))];
  const unknown = rejected.filter(({ code }) => code === "ENDPOINT_UNKNOWN");
  const isAnothers = unknown.some(({ sequence }) => {
    const endpoint = observations[sequence - envelope.first]?.endpoint;
    return endpoint !== undefined && directory.endpoint(endpoint) !== undefined;
  });
  const facts = { agent, codes, observations: rejected.length, source };
  if (isAnothers) request.log.warn(facts, "agent speaks for an endpoint of another site");
  else request.log.info(facts, "observations are rejected");
}
