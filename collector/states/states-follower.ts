import type { Ledger, StateConclusion } from "../ledger/port.ts";
import { byEndpoint } from "./by-endpoint.ts";
import { conclude } from "./conclude.ts";
import type { StateRules } from "./sample-of.ts";

export const statesFollower = "states";

/** Observations a step. A step is one transaction: small enough that an envelope never waits long behind it. */
const observationsPerStep = 2_000;

/**
 * Follows the observations and keeps the states of endpoints concluded from them. One step: the next observations of the
 * stream, whatever their time; their conclusions and the cursor are written together, so a step is done once or not at all.
 * An endpoint that cannot be concluded stays as it was, which soon is unknown, and keeps no other endpoint waiting.
 *
 * @returns how many observations were followed; 0 when there is nothing new
 */
export async function followStates(
  ledger: Ledger,
  rules: StateRules,
  onFailure: (endpoint: string, error: unknown) => void,
): Promise<number> {
  const cursor = await ledger.cursorOf(statesFollower, "observations");
  const fresh = await ledger.observationsAfter(cursor, observationsPerStep);
  const last = fresh.at(-1);
  if (last === undefined) return 0;
  const conclusions: StateConclusion[] = [];
  for (const [endpoint, observations] of byEndpoint(fresh)) {
    try {
      conclusions.push(...(await conclude(ledger, endpoint, observations, rules)));
    } catch (error) {
      onFailure(endpoint, error);
    }
  }
  await ledger.replaceStates(conclusions, { follower: statesFollower, entry: last.entry });
  return fresh.length;
}
