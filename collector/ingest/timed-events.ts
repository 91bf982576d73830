import type { AgentEvent, Instant, ToldEvents } from "../../contract/agent-event.ts";
import type { TimedEvent } from "../ledger/port.ts";
import type { TrueTime } from "./true-time.ts";

/** The events of an envelope at their true times; nothing an agent saw can be later than now. */
export function timedEvents(told: ToldEvents | undefined, reckon: (instant: Instant) => TrueTime, receivedAt: number): TimedEvent[] {
  return (told?.list ?? []).map((event) => {
    const [first, last] = endsOf(event).map((instant) => (instant === null ? null : Math.min(receivedAt, reckon(instant).at)));
    const from = first ?? receivedAt;
    return { event, from, to: last === null || last === undefined ? null : Math.max(from, last) };
  });
}

/** From when to when an event speaks; no end while it goes on. */
function endsOf(event: AgentEvent): [Instant, Instant | null] {
  switch (event.kind) {
    case "started":
      return [event.previous ?? event.at, event.at];
    case "silence":
      return [event.from, event.to ?? null];
    case "loss":
      return [event.oldest ?? event.noticed, event.newest ?? event.noticed];
    case "clock_step":
      return [event.at, event.at];
  }
}
