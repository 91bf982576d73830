import type { Observation } from "../../contract/observation.ts";

/**
 * Gathers what arrives in one turn of the event loop, so that answers that come together wait for the disk once.
 * `end` passes on what is left and then takes nothing more.
 */
export function inBatches(pass: (observations: readonly Observation[]) => void): {
  readonly keep: (observation: Observation) => void;
  readonly end: () => void;
} {
  let gathered: Observation[] = [];
  let hasEnded = false;
  const passOn = () => {
    const batch = gathered;
    gathered = [];
    if (batch.length > 0) pass(batch);
  };
  return {
    keep: (observation) => {
      if (hasEnded) return;
      gathered.push(observation);
      if (gathered.length === 1) setImmediate(passOn);
    },
    end: () => {
      passOn();
      hasEnded = true;
    },
  };
}
