import type { Observation } from "../../contract/observation.ts";

/** Between two writes. A site's few codecs never wait; an agent that polls hundreds asks the disk ten times a second, not at each answer. */
const leastGapMs = 100;
const longestGapMs = 1_000;
/** Nothing is polled while the disk is written: a slow one is left alone nine times as long as it took. */
const restOfDisk = 9;

/**
 * Gathers what arrives together, so that it waits for the disk once: what one turn of the event loop brings, or what came since the
 * last write where that is too short a while ago. `end` passes on what is left and then takes nothing more.
 */
export function inBatches(pass: (observations: readonly Observation[]) => void): {
  readonly keep: (observation: Observation) => void;
  readonly end: () => void;
} {
  let gathered: Observation[] = [];
  let hasEnded = false;
  let notBefore = Number.NEGATIVE_INFINITY;
  const passOn = () => {
    const batch = gathered;
    gathered = [];
    const startedAt = performance.now();
    if (batch.length > 0) pass(batch);
    const passedAt = performance.now();
    notBefore = passedAt + Math.min(longestGapMs, Math.max(leastGapMs, restOfDisk * (passedAt - startedAt)));
  };
  return {
    keep: (observation) => {
      if (hasEnded) return;
      gathered.push(observation);
      if (gathered.length > 1) return;
      const waitMs = notBefore - performance.now();
      if (waitMs > 0) setTimeout(passOn, waitMs);
      else setImmediate(passOn);
    },
    end: () => {
      passOn();
      hasEnded = true;
    },
  };
}
