import type { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import type { EndpointState, StateCause } from "../sla/state-interval.ts";
import type { CausedState, Ledger } from "./port.ts";

/** A hundred intervals each: some ten milliseconds in which nothing else is answered. */
const endpointsAtOnce = 100;

/**
 * Intervals do not overlap: the first that reaches into a span is the last that began before it. Without that, years of history
 * would be read for one quarter. `up` has one cause, and is most of what there is.
 */
const sentence = `
SELECT from_s, to_s, state, CASE WHEN state = 'up' THEN NULL ELSE cause END
FROM state_interval
WHERE endpoint = ?1
  AND from_s >= coalesce((SELECT max(from_s) FROM state_interval WHERE endpoint = ?1 AND from_s <= ?2), ?2)
  AND from_s < ?3 AND to_s > ?2
ORDER BY from_s`;

/** Reads rows as lists: a quarter of a thousand endpoints is a hundred thousand of them. */
export function statesOfManyIn(database: DatabaseSync): Pick<Ledger, "statesOfMany"> {
  const statement = database.prepare(sentence);
  statement.setReturnArrays(true);
  return {
    async *statesOfMany(endpoints, from, to) {
      for (const [index, endpoint] of endpoints.entries()) {
        if (index % endpointsAtOnce === endpointsAtOnce - 1) await setImmediate();
        yield { endpoint, states: (statement.all(endpoint, from, to) as unknown as Row[]).map(stateOfRow) };
      }
    },
  };
}

type Row = readonly [from: number, to: number, state: string, cause: string | null];

function stateOfRow([from, to, state, cause]: Row): CausedState {
  return { from, to, state: state as EndpointState, cause: (cause ?? "answered") as StateCause };
}
