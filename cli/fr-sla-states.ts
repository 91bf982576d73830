import type { EndpointFigures } from "../collector/accounts/period-figures.ts";
import type { StateOwner } from "../collector/sla/owner.ts";
import type { EndpointState, StateCause } from "../collector/sla/state-interval.ts";
import { ownerWords } from "../collector/web/fr-evidence.ts";
import { causeSentences, stateWords } from "../collector/web/fr-states.ts";
import { untypeset } from "../collector/web/typography.ts";
import { dayFr, minuteFr } from "./fr-moments.ts";
import { hoursFr } from "./fr-sla-lengths.ts";

export const stateFr = (state: EndpointState): string => untypeset(stateWords[state]);
export const causeFr = (cause: StateCause): string => untypeset(causeSentences[cause]);
export const ownerFr = (owner: StateOwner): string => untypeset(ownerWords[owner]);

/** « 14/04/2026 09:00 à 10:00 », the second where it matters, the day once. */
export function spanFr(from: number, to: number): string {
  const isRound = from % 60 === 0 && to % 60 === 0;
  const [begin, end] = isRound ? [minuteFr(from), minuteFr(to)] : [dayFr(from * 1000), dayFr(to * 1000)];
  const day = begin.slice(0, 10);
  return `${begin} à ${end.startsWith(day) ? end.slice(11) : end}`;
}

/** An interval of closed figures. */
export function lostFr([from, to, state, cause]: EndpointFigures["lost"][number]): string {
  return `${spanFr(from, to)} (${hoursFr(to - from)}) ${stateFr(state)}, ${causeFr(cause)}`;
}
