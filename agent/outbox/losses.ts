import type { AgentEventOf, Instant, LossReason } from "../../contract/agent-event.ts";
import { newEventId } from "../events/instant.ts";

export type Loss = AgentEventOf<"loss">;

/** What was given up, and between which instants where that can be told. */
export interface GivenUp {
  readonly reason: LossReason;
  readonly count: number;
  readonly oldest?: Instant | undefined;
  readonly newest?: Instant | undefined;
}

/** What is dropped at the old end goes on where it ended, so that one event tells of all; a damaged spot is a place of its own. */
export const growingReasons: ReadonlySet<LossReason> = new Set<LossReason>(["bytes", "age", "memory", "rejected"]);

/** The event that tells of a loss: a new one, or the one before, grown. */
export function lossEvent(given: GivenUp, noticed: Instant, before: Loss | null): Loss {
  const { reason, count } = given;
  const [oldest, newest] = [before?.oldest ?? given.oldest, given.newest ?? before?.newest];
  return {
    id: before?.id ?? newEventId(),
    kind: "loss",
    reason,
    count: count + (before?.count ?? 0),
    ...(oldest === undefined ? {} : { oldest }),
    ...(newest === undefined ? {} : { newest }),
    noticed,
  };
}
