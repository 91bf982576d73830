import type { Observation } from "../../contract/observation.ts";
import type { ClockCorrection, CorrectionBasis } from "../ledger/port.ts";
import type { SentClocks } from "./true-time.ts";

/** The same shift, but for the grain of the clocks. */
const sameShiftMs = 1_000;

/** An observation that was put at another time than its agent's wall clock said. */
export interface Retimed {
  readonly sequence: number;
  readonly observation: Observation;
  readonly byMs: number;
  readonly basis: CorrectionBasis;
}

/** One correction for each stretch of observations that were shifted alike, with what the clocks said. */
export function correctionsOf(retimed: readonly Retimed[], sent: SentClocks, receivedAt: number): ClockCorrection[] {
  const { sentAt, monotonicMs, anchor } = sent;
  const evidence = JSON.stringify({ sentAt, monotonicMs, anchor, receivedAt });
  const stretches: ClockCorrection[] = [];
  for (const { sequence, observation, byMs, basis } of retimed) {
    const last = stretches.at(-1);
    const at = observation.observedAt;
    if (last?.next === sequence && last.basis === basis && Math.abs(last.byMs - byMs) < sameShiftMs)
      stretches[stretches.length - 1] = { ...last, next: sequence + 1, to: at };
    else stretches.push({ first: sequence, next: sequence + 1, from: at, to: at, byMs, basis, evidence });
  }
  return stretches;
}
