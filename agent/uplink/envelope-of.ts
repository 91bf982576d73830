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
    monotonicMs: run.boot === clock.boot ? clock.monotonicMs() : monotonicOfFormerBoot(run, sentAt),
    ...(health === null ? {} : { health }),
    ...packObservations(run.observations),
  };
}

/** The monotonic clock of a former boot is gone; what it would say now if the wall clock was right across the reboot. */
function monotonicOfFormerBoot(run: Run, sentAt: number): number {
  return Math.max(0, sentAt - (run.observations.at(-1)?.clockMs ?? sentAt));
}
