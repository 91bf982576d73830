import { randomBytes } from "node:crypto";
import type { Instant } from "../../contract/agent-event.ts";
import type { Clock } from "../clock.ts";

/** Now, by both clocks of the agent. */
export function instantOf(clock: Clock): Instant {
  const at = clock.nowMs();
  return { at, clockMs: at - clock.monotonicMs(), boot: clock.boot };
}

export function newEventId(): string {
  return randomBytes(8).toString("hex");
}
