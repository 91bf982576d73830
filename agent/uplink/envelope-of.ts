import { packObservations } from "../../contract/columns.ts";
import { type AgentHealth, type Envelope, wireVersion } from "../../contract/envelope.ts";
import type { Clock } from "../clock.ts";
import type { Run } from "../outbox/outbox.ts";

/** What is sent for a run now. */
export function envelopeOf(run: Run, agent: string, clock: Clock, health: AgentHealth | null): Envelope {
  const sentAt = clock.nowMs();
  return {
    version: wireVersion,
    agent,
    outbox: run.outbox,
    first: run.first,
    sentAt,
    boot: run.boot,
    ...(run.boot === clock.boot ? { monotonicMs: clock.monotonicMs() } : {}),
    ...(health === null ? {} : { health }),
    ...packObservations(run.observations),
  };
}
