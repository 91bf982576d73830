import type { EndpointState } from "../sla/state-interval.ts";

/** A piece of a horizontal band of states; the pattern says it again for who does not tell the colours apart. */
export interface BandPart {
  readonly state: EndpointState;
  /** Left edge and width, in percent of the band. */
  readonly x: number;
  readonly width: number;
  /** A paint of `templates/shapes.eta`; null where the plain colour of the state is enough. */
  readonly pattern: string | null;
}

export function bandPart(state: EndpointState, start: number, share: number): BandPart {
  const isPlain = state === "up" || state === "down";
  return { state, x: percent(start), width: percent(share), pattern: isPlain ? null : `url(#hatch-${state})` };
}

function percent(ratio: number): number {
  return Math.round(ratio * 100_000) / 1_000;
}
