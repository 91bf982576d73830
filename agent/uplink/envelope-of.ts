import type { AgentEvent, ToldEvents } from "../../contract/agent-event.ts";
import type { Anchor } from "../../contract/anchor.ts";
import { packObservations } from "../../contract/columns.ts";
import { type AgentHealth, type Envelope, wireVersion } from "../../contract/envelope.ts";
import type { Clock } from "../clock.ts";
import { instantsOf } from "../events/instant.ts";
import type { Run } from "../outbox/outbox.ts";

/** A wall clock this close to the collector's needs no other: the collector leaves its times alone. */
const rightWithinMs = 1_000;

export interface Enclosed {
  readonly health: AgentHealth | null;
  readonly events: readonly AgentEvent[];
  /** Of every boot that is known. */
  readonly anchors: readonly Anchor[];
}

/** What is sent for a run now. */
export function envelopeOf(run: Run, agent: string, clock: Clock, { health, events, anchors }: Enclosed): Envelope {
  const monotonicMs = clock.monotonicMs();
  const sentAt = clock.nowMs();
  const telling = anchors.filter((anchor) => anchor.boot !== clock.boot || !isRight(anchor, sentAt - monotonicMs));
  const anchor = telling.find(({ boot }) => boot === run.boot);
  return {
    version: wireVersion,
    agent,
    outbox: run.outbox,
    first: run.first,
    sentAt,
    boot: run.boot,
    ...(run.boot === clock.boot ? { monotonicMs } : {}),
    ...(anchor === undefined ? {} : { anchor }),
    ...(health === null ? {} : { health }),
    ...(events.length === 0 ? {} : { events: toldEvents(events, clock.boot, monotonicMs, telling) }),
    ...packObservations(run.observations),
  };
}

function toldEvents(events: readonly AgentEvent[], boot: string, monotonicMs: number, telling: readonly Anchor[]): ToldEvents {
  const boots = new Set(events.flatMap(instantsOf).map((instant) => instant.boot));
  const anchors = telling.filter((anchor) => boots.has(anchor.boot)).slice(-20);
  return { boot, monotonicMs, ...(anchors.length === 0 ? {} : { anchors }), list: [...events] };
}

/** Nothing is known against the wall clock, or the collector's says the same. */
function isRight({ heardMs }: Anchor, clockMs: number): boolean {
  return heardMs === undefined || Math.abs(clockMs - heardMs) < rightWithinMs;
}
