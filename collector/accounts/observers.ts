import { type Outcome, outcomeOf, outcomes } from "../../contract/observation.ts";
import type { Ledger } from "../ledger/port.ts";
import type { Evidence } from "../sla/state-interval.ts";

/** Who observed an endpoint over the time that a state rests on, and what came of it; as far as observations are still kept. */
export interface Observers {
  readonly agents: readonly Observer[];
  /** There are more observations than were looked through: counts are the least there is, and the last is not the last. */
  readonly isAtLeast: boolean;
}

export interface Observer {
  readonly agent: string;
  readonly count: number;
  /** ms since 1970 UTC */
  readonly firstAt: number;
  readonly lastAt: number;
  /** How many of each. */
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
}

/** A day of two agents that ask every minute. */
const lookedThrough = 3_000;

export async function observersOf(ledger: Pick<Ledger, "observationsOf">, endpoint: string, evidence: Evidence): Promise<Observers> {
  const { firstObservedAt, lastObservedAt } = evidence;
  const observations = await ledger.observationsOf(endpoint, firstObservedAt, lastObservedAt + 1, lookedThrough);
  const agents = [...Map.groupBy(observations, ({ agent }) => agent)].map(([agent, own]): Observer => {
    const times = own.map(({ observedAt }) => observedAt);
    const counted = outcomes.map((outcome) => [outcome, own.filter((one) => outcomeOf(one) === outcome).length] as const);
    return {
      agent,
      count: own.length,
      firstAt: Math.min(...times),
      lastAt: Math.max(...times),
      outcomes: Object.fromEntries(counted.filter(([, count]) => count > 0)),
    };
  });
  return { agents, isAtLeast: observations.length === lookedThrough };
}
