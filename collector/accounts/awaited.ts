import type { AgentStanding, Ledger, StoredEvent } from "../ledger/port.ts";
import type { Span } from "../sla/spans.ts";

/** What has to come before the figures of a period can be signed for, as far as it is known. */
export interface Awaited {
  /** What agents told of the period, or near it, and the states do not rest on yet. */
  readonly unconcluded: Unconcluded;
  /** Agents that say they still hold observations of the period, or have not been heard since it ended. */
  readonly agents: readonly AwaitedAgent[];
}

export interface Unconcluded {
  readonly count: number;
  /** Counting stops where there is enough to refuse. */
  readonly isAtLeast: boolean;
}

export interface AwaitedAgent {
  readonly agent: string;
  /** ms since 1970 UTC */
  readonly lastContactAt: number;
  /** Of what waits in its outbox, as it told last, ms since 1970 UTC; null: it told of nothing. */
  readonly oldestWaitingAt: number | null;
}

/** What is observed so long after the end may still say what was before it. */
const aroundMs = 3_600_000;
const atOnce = 5_000;
const enough = 100_000;

type AwaitedLedger = Pick<Ledger, "cursorOf" | "observationsAfter" | "agentEventsAfter" | "agents">;

/** @param follower who concludes the states */
export async function awaitedOf(ledger: AwaitedLedger, follower: string, { from, to }: Span): Promise<Awaited> {
  const near = { from: from * 1000 - aroundMs, to: to * 1000 + aroundMs };
  const observations = await counted(await ledger.cursorOf(follower, "observations"), {
    after: (entry) => ledger.observationsAfter(entry, atOnce),
    isNear: ({ observedAt }) => observedAt >= near.from && observedAt < near.to,
  });
  const events = await counted(await ledger.cursorOf(follower, "agent_events"), {
    after: (entry) => ledger.agentEventsAfter(entry, atOnce),
    isNear: (event: StoredEvent) => event.from < near.to && (event.to ?? event.receivedAt) >= near.from,
  });
  const count = observations + events;
  const standings = [...(await ledger.agents()).values()];
  return { unconcluded: { count, isAtLeast: count >= enough }, agents: standings.flatMap((one) => awaitedFrom(one, to * 1000)) };
}

interface Stream<Entry> {
  readonly after: (entry: number) => Promise<readonly Entry[]>;
  readonly isNear: (entry: Entry) => boolean;
}

async function counted<Entry extends { readonly entry: number }>(cursor: number, { after, isNear }: Stream<Entry>): Promise<number> {
  let count = 0;
  let last = cursor;
  while (count < enough) {
    const page = await after(last);
    count += page.filter(isNear).length;
    last = page.at(-1)?.entry ?? last;
    if (page.length < atOnce) return count;
  }
  return count;
}

function awaitedFrom({ agent, lastContactAt, health }: AgentStanding, endMs: number): AwaitedAgent[] {
  const oldestWaitingAt = health?.oldestObservedAt ?? null;
  const holds = oldestWaitingAt !== null && oldestWaitingAt < endMs;
  return holds || lastContactAt < endMs ? [{ agent, lastContactAt, oldestWaitingAt: holds ? oldestWaitingAt : null }] : [];
}
