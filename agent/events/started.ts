import type { AgentEvent, Ending, Instant } from "../../contract/agent-event.ts";

/** The run of the agent before this one, as its file tells. */
export interface FormerRun {
  /** Null when there was none. */
  readonly lastSign: Instant | null;
  readonly wasClosed: boolean;
}

/** "I began to run, and the one before me ended so": between the two nobody watched. */
export function startedEvent(id: string, at: Instant, former: FormerRun | null): AgentEvent {
  const previous = former?.lastSign ?? null;
  if (former === null || previous === null) return { id, kind: "started", at };
  return { id, kind: "started", at, previous, ending: endingOf(former, previous, at) };
}

function endingOf({ wasClosed }: FormerRun, lastSign: Instant, at: Instant): Ending {
  if (lastSign.boot !== at.boot) return "machine_restarted";
  return wasClosed ? "stopped" : "killed";
}
