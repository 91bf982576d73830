import type { AgentEvent } from "../../contract/agent-event.ts";

/**
 * What the agent has to tell of itself and its site, kept on disk until the collector has it. An event is known by its id: however often
 * it is told, the collector keeps it once, by its fullest telling.
 */
export interface EventBook {
  record(event: AgentEvent): void;
  /** Tells an event more fully: a silence that ended. To be told again, whether or not the collector has the former telling. */
  update(event: AgentEvent): void;
  /** The oldest events the collector does not have, `limit` at most. */
  untold(limit: number): readonly AgentEvent[];
  /** The collector has these, as they were told; one that was updated meanwhile is still to be told. */
  told(events: readonly AgentEvent[]): void;
}
