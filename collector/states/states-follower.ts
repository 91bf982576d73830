import type { Arrival, Ledger, RestartConclusion, StateConclusion, TimeSpan } from "../ledger/port.ts";
import { Around } from "./around.ts";
import { breathe } from "./breathe.ts";
import { byEndpoint } from "./by-endpoint.ts";
import { concludeRestarts } from "./conclude-restarts.ts";
import { concludeStates } from "./conclude-states.ts";
import { Nearby } from "./nearby.ts";
import { longestHoldMs, type StateRules } from "./sample-of.ts";
import { spansOf } from "./spans.ts";
import { ToldByAgents } from "./told-by-agents.ts";
import type { Watchers } from "./watchers.ts";

export const statesFollower = "states";

/** Observations a step: small enough that what is new is concluded soon, large enough that a backlog drains. */
export const observationsPerStep = 4_000;
/** An envelope never waits longer than it takes to conclude so many endpoints. */
const endpointsAtOnce = 5;

/**
 * Follows the observations and keeps the states and restarts of endpoints concluded from them. One step: the next observations of
 * the stream, whatever their time; their conclusions and the cursor are written together, so a step is done once or not at all.
 * An endpoint that cannot be concluded stays as it was, which soon is unknown, and keeps no other endpoint waiting.
 *
 * @param nearby the same one at each step, so that little is read twice
 * @returns how many observations were followed; 0 when there is nothing new
 */
export async function followStates(
  ledger: Ledger,
  rules: StateRules,
  onFailure: (endpoint: string, error: unknown) => void,
  watchers?: Watchers,
  nearby = new Nearby(ledger),
): Promise<number> {
  const cursor = await ledger.cursorOf(statesFollower, "observations");
  const fresh = await ledger.observationsAfter(cursor, observationsPerStep);
  const last = fresh.at(-1);
  if (last === undefined) return 0;
  nearby.take(fresh, cursor);
  const told = new ToldByAgents(ledger);
  const states: StateConclusion[] = [];
  const restarts: RestartConclusion[] = [];
  let concluded = 0;
  for (const [endpoint, observations] of byEndpoint(fresh)) {
    for (const { span, near } of nearInTime(observations)) {
      const around = new Around(ledger, endpoint, nearby);
      try {
        states.push(...(await concludeStates(around, near, rules, { watchers: watchers?.of(endpoint) ?? [], told })));
        restarts.push(...(await concludeRestarts(around, near)));
        around.conclude(span);
      } catch (error) {
        onFailure(endpoint, error);
      }
    }
    concluded += 1;
    if (concluded % endpointsAtOnce === 0) await breathe();
  }
  await ledger.keepConclusions({ states, restarts }, { follower: statesFollower, entry: last.entry });
  return fresh.length;
}

/** Late observations and live ones of the same endpoint are concluded apart: nothing in between is read for them. */
function nearInTime(observations: readonly Arrival[]): { readonly span: TimeSpan; readonly near: readonly Arrival[] }[] {
  const times = observations.map(({ observedAt }) => observedAt);
  const spans = spansOf(times, 2 * longestHoldMs);
  return spans.map((span) => ({ span, near: observations.filter(({ observedAt }) => observedAt >= span.from && observedAt <= span.to) }));
}
