import type { Envelope } from "../../contract/envelope.ts";
import type { Observation } from "../../contract/observation.ts";

/** A wall clock this close to ours is taken at its word: what remains is the time on the wire. */
const trustedOffsetMs = 30_000;

/** Below this, a difference is the grain of the clocks, not a step. */
const stepMs = 2_000;

/**
 * When an observation was really made. The agent's monotonic clock says how long before the sending it was made, whatever was
 * done to its wall clock since; so a clock stepped by an hour, or wrong by a day, puts no observation at the wrong time.
 *
 * @param sent what the agent's clocks said when it sent the envelope
 * @param receivedAt ms since 1970 UTC, by the collector's clock, when the request began: a slow line must not look like a slow clock
 */
export function trueTime(observation: Observation, sent: Pick<Envelope, "sentAt" | "monotonicMs">, receivedAt: number): number {
  // Of a former boot only the wall clock of that time is left, and it may well have been right: it is taken at its word.
  if (sent.monotonicMs === undefined) return observation.observedAt;
  const ageMs = sent.monotonicMs - (observation.observedAt - observation.clockMs);
  const sentAt = Math.abs(sent.sentAt - receivedAt) <= trustedOffsetMs ? sent.sentAt : receivedAt;
  const reckoned = sentAt - ageMs;
  return Math.abs(reckoned - observation.observedAt) < stepMs ? observation.observedAt : reckoned;
}
