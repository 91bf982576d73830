import type { StateSeconds } from "./availability.ts";
import type { ServiceTime } from "./service-time.ts";
import { type Span, secondsOf } from "./spans.ts";
import type { EndpointState } from "./state-interval.ts";

/** A stretch of one state. A list of them is in order and without overlap; what it leaves out is unknown. */
export interface StateSpan extends Span {
  readonly state: EndpointState;
}

/** Whole seconds of one period: expected = up + degraded + down + site + unknown. Accounts of several endpoints add up. */
export interface Account extends StateSeconds {
  readonly expected: number;
  readonly maintenance: number;
}

/** What an endpoint was while its service was promised. What no state covers is unknown: silence is neither up nor down. */
export function accountOf(states: readonly StateSpan[], { expected, maintenance }: ServiceTime): Account {
  const seconds: Record<EndpointState, number> = { up: 0, degraded: 0, down: 0, site: 0, unknown: 0 };
  let known = 0;
  let place = 0;
  for (const span of expected) {
    while ((states[place]?.to ?? Number.POSITIVE_INFINITY) <= span.from) place += 1;
    for (let index = place; index < states.length; index += 1) {
      const state = states[index];
      if (state === undefined || state.from >= span.to) break;
      const length = Math.min(state.to, span.to) - Math.max(state.from, span.from);
      seconds[state.state] += length;
      known += length;
    }
  }
  const whole = secondsOf(expected);
  seconds.unknown += whole - known;
  return { expected: whole, maintenance: secondsOf(maintenance), ...seconds };
}

/** The states as far as they lie in a list of spans. */
export function cutStates(states: readonly StateSpan[], spans: readonly Span[]): StateSpan[] {
  const cut: StateSpan[] = [];
  let place = 0;
  for (const state of states) {
    while ((spans[place]?.to ?? Number.POSITIVE_INFINITY) <= state.from) place += 1;
    for (let index = place; index < spans.length; index += 1) {
      const span = spans[index];
      if (span === undefined || span.from >= state.to) break;
      const isWhole = span.from <= state.from && span.to >= state.to;
      cut.push(isWhole ? state : { ...state, from: Math.max(state.from, span.from), to: Math.min(state.to, span.to) });
    }
  }
  return cut;
}

/** The same states with every hole of a span named: what nobody observed is unknown. States may reach out of the span. */
export function nameHoles(states: readonly StateSpan[], { from, to }: Span): StateSpan[] {
  const named: StateSpan[] = [];
  let until = from;
  for (const state of states) {
    if (state.from > until && until < to) named.push({ from: until, to: Math.min(state.from, to), state: "unknown" });
    named.push(state);
    until = Math.max(until, state.to);
  }
  if (until < to) named.push({ from: until, to, state: "unknown" });
  return named;
}
