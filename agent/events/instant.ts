import { randomBytes } from "node:crypto";
import type { AgentEvent, Instant } from "../../contract/agent-event.ts";
import type { Clock } from "../clock.ts";

/** Now, by both clocks of the agent. */
export function instantOf(clock: Clock): Instant {
  const at = clock.nowMs();
  return { at, clockMs: at - clock.monotonicMs(), boot: clock.boot };
}

export function newEventId(): string {
  return randomBytes(8).toString("hex");
}

/** Every instant an event speaks of. */
export function instantsOf(event: AgentEvent): Instant[] {
  switch (event.kind) {
    case "started":
      return [event.at, ...(event.previous === undefined ? [] : [event.previous])];
    case "silence":
      return [event.from, ...(event.to === undefined ? [] : [event.to])];
    case "loss":
      return [event.noticed, ...[event.oldest, event.newest].filter((instant) => instant !== undefined)];
    case "clock_step":
      return [event.at];
  }
}
